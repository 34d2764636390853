package org.cairndb.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random updates of a tree against a sorted map; each seed replays alone. */
class TreeModelTest {
    private final Map<NodeId, Bytes> stored = new HashMap<>();
    private final Set<NodeId> loaded = new HashSet<>();
    private final NodeSource source = (id, index, level) -> {
        loaded.add(id);
        Node node = NodeCodec.decode(Objects.requireNonNull(stored.get(id)), id);
        assertThat(node.index()).isEqualTo(index);
        assertThat(node.level()).isEqualTo(level);
        return node;
    };
    private final NodeSink sink = node -> stored.put(node.id(), node.bytes());

    @ParameterizedTest
    @CsvSource({"EAVT,1", "EAVT,2", "AEVT,3", "AEVT,4", "AVET,5", "AVET,6"})
    void treeHoldsWhatASortedMapHolds(Index index, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DatomModel model = new DatomModel(index);
        Tree tree = new Tree(index, Optional.empty(), source);
        for (int round = 1; round <= 14; round++) {
            Changes changes = randomChanges(random, model, index, round);
            Tree before = tree;
            verifyScan(before, changes.overlay(), changes.modelAfter());
            tree = new Tree(index, TreeUpdate.apply(before, changes.overlay(), sink, changes::removed), source);
            changes.applyTo(model);
            assertThat(changes.seenRemoved).isEqualTo(changes.removes);
            verifyScan(tree, Overlay.empty(index), model.all());
            verifyRanges(tree, model, random);
            verifyStructure(tree);
            verifyDiff(before, tree, changes);
        }
    }

    @Test
    void updateRewritesOnlyThePathsToItsChanges() {
        Tree tree = sequentialTree(400_000);
        Set<NodeId> nodesBefore = new HashSet<>(stored.keySet());
        Datom added = new Datom(123_456, DatomModel.SIZE.id(), -7L, 9, true);
        Overlay overlay = new Overlay(DatomModel.batch(Index.AEVT, List.of(added)), DatomBatch.empty(Index.AEVT));
        TreeUpdate.apply(tree, overlay, sink, (leaf, position, tx) -> {});
        Set<NodeId> written = new HashSet<>(stored.keySet());
        written.removeAll(nodesBefore);
        assertThat(written).hasSize(2);
    }

    @Test
    void diffReadsOnlyThePathsToTheChanges() {
        Tree before = sequentialTree(400_000);
        Datom added = new Datom(123_456, DatomModel.SIZE.id(), -7L, 9, true);
        Overlay overlay = new Overlay(DatomModel.batch(Index.AEVT, List.of(added)), DatomBatch.empty(Index.AEVT));
        Optional<TreeRoot> root = TreeUpdate.apply(before, overlay, sink, (leaf, position, tx) -> {});
        loaded.clear();
        Overlay diff = TreeDiff.between(before, new Tree(Index.AEVT, root, source));
        assertThat(diff.adds().size()).isEqualTo(1);
        assertThat(diff.removes().size()).isZero();
        assertThat(loaded).hasSize(4);
    }

    @Test
    void countReadsBranchNodesAndTheLeavesOfItsBoundsAlone() {
        Tree tree = sequentialTree(400_000);
        loaded.clear();
        assertThat(tree.count(KeyRange.ofAttribute(DatomModel.SIZE.id()))).isEqualTo(400_000);
        assertThat(loaded).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void removalOfAnAbsentDatomIsRefused() {
        Tree tree = sequentialTree(10);
        Datom absent = new Datom(5, DatomModel.SIZE.id(), 99L, 9, true);
        Overlay overlay = new Overlay(DatomBatch.empty(Index.AEVT), DatomModel.batch(Index.AEVT, List.of(absent)));
        assertThatThrownBy(() -> TreeUpdate.apply(tree, overlay, sink, (leaf, position, tx) -> {}))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("does not hold it");
    }

    private Tree sequentialTree(int size) {
        List<Datom> datoms = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            datoms.add(new Datom(i, DatomModel.SIZE.id(), (long) i, 1, true));
        }
        TreeBuilder builder = new TreeBuilder(Index.AEVT, sink);
        DatomBatch batch = DatomModel.batch(Index.AEVT, datoms);
        builder.append(batch, 0, batch.size());
        return new Tree(Index.AEVT, builder.finish(), source);
    }

    private static final class Changes {
        private final Index index;
        private final TreeSet<Datom> adds;
        private final TreeSet<Datom> removes;
        private final TreeSet<Datom> seenRemoved;
        private final DatomModel after;

        private Changes(Index index, DatomModel before) {
            this.index = index;
            adds = new TreeSet<>(DatomModel.order(index));
            removes = new TreeSet<>(DatomModel.order(index));
            seenRemoved = new TreeSet<>(DatomModel.order(index));
            after = new DatomModel(index);
            before.all().forEach(after::add);
        }

        Overlay overlay() {
            return new Overlay(DatomModel.batch(index, adds), DatomModel.batch(index, removes));
        }

        void removed(DatomBatch leaf, int position, long retractedBy) {
            seenRemoved.add(leaf.datom(position, DatomModel.SCHEMA));
        }

        List<Datom> modelAfter() {
            return after.all();
        }

        void applyTo(DatomModel model) {
            removes.forEach(model::remove);
            adds.forEach(model::add);
        }
    }

    private static Changes randomChanges(SplittableRandom random, DatomModel model, Index index, long tx) {
        Changes changes = new Changes(index, model);
        int size = 1 << random.nextInt(1, 16);
        long maxEntity = random.nextBoolean() ? 60_000 : 1 + random.nextLong(60_000);
        boolean shrink = random.nextInt(4) == 0;
        for (int i = 0; i < size; i++) {
            boolean remove = model.size() > 0 && (shrink || random.nextInt(3) == 0);
            Datom datom = remove ? model.random(random) : DatomModel.randomDatom(random, maxEntity, tx);
            if (remove && changes.removes.add(datom)) {
                changes.after.remove(datom);
                if (random.nextInt(8) == 0) {
                    Datom again = new Datom(datom.entity(), datom.attribute(), datom.value(), tx, true);
                    changes.adds.add(again);
                    changes.after.add(again);
                }
            } else if (!remove && !model.contains(datom) && changes.adds.add(datom)) {
                changes.after.add(datom);
            }
        }
        return changes;
    }

    private static List<Datom> scan(Tree tree, KeyRange range, Direction direction, Overlay overlay) {
        List<Datom> datoms = new ArrayList<>();
        try (DatomCursor cursor = tree.cursor(range, direction, overlay, MergedLeaves.NONE)) {
            while (cursor.next()) {
                List<Datom> slice = new ArrayList<>();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    slice.add(cursor.batch().datom(i, DatomModel.SCHEMA));
                }
                assertThat(slice).isNotEmpty();
                if (direction == Direction.BACKWARD) {
                    Collections.reverse(slice);
                }
                datoms.addAll(slice);
            }
        }
        return datoms;
    }

    private static void verifyScan(Tree tree, Overlay overlay, List<Datom> expected) {
        assertThat(scan(tree, KeyRange.all(), Direction.FORWARD, overlay)).isEqualTo(expected);
        List<Datom> reversed = new ArrayList<>(expected);
        Collections.reverse(reversed);
        assertThat(scan(tree, KeyRange.all(), Direction.BACKWARD, overlay)).isEqualTo(reversed);
    }

    private static Bytes key(Index index, Datom datom) {
        KeyBuffer key = new KeyBuffer();
        DatomModel.batch(index, List.of(datom)).writeKey(0, key);
        return key.toBytes();
    }

    private static void verifyRanges(Tree tree, DatomModel model, SplittableRandom random) {
        List<Datom> all = model.all();
        Index index = tree.index();
        for (int i = 0; i < 20 && !all.isEmpty(); i++) {
            Datom one = DatomModel.randomDatom(random, 70_000, 1);
            Datom two = random.nextBoolean() ? model.random(random) : DatomModel.randomDatom(random, 70_000, 1);
            boolean ordered = DatomModel.order(index).compare(one, two) <= 0;
            Datom low = ordered ? one : two;
            Datom high = ordered ? two : one;
            KeyRange range = new KeyRange(key(index, low), key(index, high));
            List<Datom> expected = all.stream()
                    .filter(d -> DatomModel.order(index).compare(d, low) >= 0
                            && DatomModel.order(index).compare(d, high) < 0)
                    .toList();
            assertThat(tree.count(range)).isEqualTo(expected.size());
            assertThat(scan(tree, range, Direction.FORWARD, Overlay.empty(index)))
                    .isEqualTo(expected);
            List<Datom> reversed = new ArrayList<>(expected);
            Collections.reverse(reversed);
            assertThat(scan(tree, range, Direction.BACKWARD, Overlay.empty(index)))
                    .isEqualTo(reversed);
        }
        verifySeeks(tree, all, random);
    }

    private static void verifySeeks(Tree tree, List<Datom> all, SplittableRandom random) {
        TreeSet<Datom> sorted = new TreeSet<>(DatomModel.order(tree.index()));
        sorted.addAll(all);
        TreeSet<Datom> targets = new TreeSet<>(DatomModel.order(tree.index()));
        for (int i = 0; i < 50; i++) {
            targets.add(DatomModel.randomDatom(random, 70_000, 1));
        }
        try (DatomCursor cursor = tree.cursor(KeyRange.all(), Direction.FORWARD)) {
            for (Datom target : targets) {
                cursor.seek(key(tree.index(), target));
                Datom expected = sorted.ceiling(target);
                assertThat(cursor.next()).isEqualTo(expected != null);
                if (expected != null) {
                    assertThat(cursor.batch().datom(cursor.from(), DatomModel.SCHEMA))
                            .isEqualTo(expected);
                }
            }
        }
    }

    private void verifyStructure(Tree tree) {
        tree.root()
                .ifPresent(root -> assertThat(root.count())
                        .isEqualTo(scan(tree, KeyRange.all(), Direction.FORWARD, Overlay.empty(tree.index()))
                                .size()));
    }

    private static void verifyDiff(Tree before, Tree after, Changes changes) {
        Overlay diff = TreeDiff.between(before, after);
        TreeSet<Datom> onlyAdded = new TreeSet<>(changes.adds);
        onlyAdded.removeAll(changes.removes);
        TreeSet<Datom> onlyRemoved = new TreeSet<>(changes.removes);
        onlyRemoved.removeAll(changes.adds);
        assertThat(datoms(diff.adds())).isEqualTo(new ArrayList<>(onlyAdded));
        assertThat(datoms(diff.removes())).isEqualTo(new ArrayList<>(onlyRemoved));
    }

    private static List<Datom> datoms(DatomBatch batch) {
        List<Datom> datoms = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            datoms.add(batch.datom(i, DatomModel.SCHEMA));
        }
        return datoms;
    }
}
