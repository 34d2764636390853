package org.cairndb.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaves found by their bounds against all datoms, one by one. */
class ZoneSearchTest {
    private static final int ENTITIES = 60_000;
    private static final Overlay NOTHING = Overlay.empty(Index.AEVT);

    private final Map<NodeId, Bytes> stored = new HashMap<>();
    private final Map<NodeId, Node> decoded = new HashMap<>();
    private final List<Integer> levelsRead = new ArrayList<>();
    private final NodeSource source = (id, index, level) -> {
        levelsRead.add(level);
        return decoded.computeIfAbsent(id, absent -> NodeCodec.decode(Objects.requireNonNull(stored.get(id)), id));
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMatchingDatomLiesInTheRangesFound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Datom> datoms = new TreeSet<>(DatomModel.order(Index.AEVT));
        for (int entity = 1; entity <= ENTITIES; entity++) {
            datoms.add(new Datom(entity, DatomModel.SIZE.id(), (long) entity / 10, 1, true));
            datoms.add(new Datom(entity, DatomModel.NAME.id(), "name-" + random.nextInt(1_000), 1, true));
            if (random.nextInt(3) == 0) {
                datoms.add(new Datom(entity, DatomModel.PRICE.id(), entity / 7.0, 1, true));
            }
        }
        Tree tree = treeOf(datoms);
        TreeSet<Datom> added = new TreeSet<>(DatomModel.order(Index.AEVT));
        for (int i = 0; i < 20; i++) {
            added.add(DatomModel.randomDatom(random, ENTITIES, 2));
        }
        added.removeAll(datoms);
        Overlay overlay = new Overlay(DatomModel.batch(Index.AEVT, added), DatomBatch.empty(Index.AEVT));
        datoms.addAll(added);
        for (int i = 0; i < 30; i++) {
            Attribute attribute = DatomModel.ATTRIBUTES.get(random.nextInt(3));
            List<KeyRange> values = randomRanges(random, attribute);
            MatchingLeaves matching = tree.matching(attribute.id(), values, overlay);
            verify(datoms, attribute, values, matching.ranges(), seed);
        }
    }

    private static void verify(
            TreeSet<Datom> datoms, Attribute attribute, List<KeyRange> values, List<KeyRange> found, long seed) {
        List<Datom> ofAttribute =
                datoms.stream().filter(d -> d.attribute() == attribute.id()).toList();
        DatomBatch byValue = DatomModel.batch(Index.AVET, ofAttribute);
        DatomBatch byEntity = DatomModel.batch(Index.AEVT, ofAttribute);
        for (int i = 0; i < byValue.size(); i++) {
            if (isInside(byValue, i, values)) {
                assertThat(isInside(byEntity, i, found))
                        .as("seed %d: %s", seed, ofAttribute.get(i))
                        .isTrue();
            }
        }
    }

    private static boolean isInside(DatomBatch batch, int position, List<KeyRange> ranges) {
        for (KeyRange range : ranges) {
            Bytes upper = range.upper();
            if (compare(batch, position, range.lower()) >= 0
                    && (upper == null || compare(batch, position, upper) < 0)) {
                return true;
            }
        }
        return false;
    }

    private static int compare(DatomBatch batch, int position, Bytes key) {
        KeyBuffer buffer = new KeyBuffer();
        batch.writeKey(position, buffer);
        return buffer.toBytes().compareTo(key);
    }

    private static List<KeyRange> randomRanges(SplittableRandom random, Attribute attribute) {
        List<KeyRange> ranges = new ArrayList<>();
        Object low;
        Object high;
        switch (attribute.type()) {
            case STRING -> {
                low = "name-" + random.nextInt(1_000);
                high = low + "5";
            }
            case LONG -> {
                low = random.nextLong(-100, 7_000);
                high = (long) low + random.nextLong(200);
            }
            default -> {
                low = random.nextDouble(10_000);
                high = (double) low + random.nextDouble(300);
            }
        }
        ranges.add(KeyRange.atLeast(attribute, low).intersect(KeyRange.atMost(attribute, high)));
        return ranges;
    }

    @Test
    void onlyLeavesWithSuchAValueAreFoundAndNoLeafIsRead() {
        TreeSet<Datom> datoms = new TreeSet<>(DatomModel.order(Index.AEVT));
        for (int entity = 1; entity <= ENTITIES; entity++) {
            datoms.add(new Datom(entity, DatomModel.SIZE.id(), (long) entity, 1, true));
        }
        Tree tree = treeOf(datoms);
        levelsRead.clear();
        KeyRange one = KeyRange.ofValue(DatomModel.SIZE, 20_000L);
        MatchingLeaves found = tree.matching(DatomModel.SIZE.id(), List.of(one), NOTHING);
        assertThat(levelsRead).containsOnly(1);
        assertThat(found.ranges()).hasSize(1);
        assertThat(tree.count(found.ranges().get(0))).isLessThanOrEqualTo(TreeLimits.MAX_DATOMS);
        assertThat(found.skipped() + tree.count(found.ranges().get(0))).isEqualTo(ENTITIES);
        assertThat(tree.matching(DatomModel.SIZE.id(), List.of(KeyRange.ofValue(DatomModel.SIZE, 0L)), NOTHING)
                        .ranges())
                .isEmpty();
        assertThat(tree.matching(DatomModel.SIZE.id(), List.of(KeyRange.ofAttribute(DatomModel.SIZE.id())), NOTHING)
                        .ranges())
                .containsExactly(KeyRange.ofAttribute(DatomModel.SIZE.id()));
    }

    private Tree treeOf(TreeSet<Datom> datoms) {
        TreeBuilder builder = new TreeBuilder(Index.AEVT, node -> stored.put(node.id(), node.bytes()));
        DatomBatch batch = DatomModel.batch(Index.AEVT, datoms);
        builder.append(batch, 0, batch.size());
        return new Tree(Index.AEVT, builder.finish(), source);
    }
}
