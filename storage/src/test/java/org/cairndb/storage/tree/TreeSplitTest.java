package org.cairndb.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of key ranges against what cursors read of them. */
class TreeSplitTest {
    private static final int DATOMS = 200_000;

    private final Map<NodeId, Bytes> stored = new HashMap<>();
    private final Set<Integer> levelsRead = new HashSet<>();
    private final Map<NodeId, Node> decoded = new HashMap<>();
    private final NodeSource source = (id, index, level) -> {
        Node node = decoded.computeIfAbsent(id, absent -> NodeCodec.decode(Objects.requireNonNull(stored.get(id)), id));
        levelsRead.add(node.level());
        return node;
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void partsFollowOneAnotherAndHoldAboutTheSameNumber(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tree tree = randomTree(random);
        for (int i = 0; i < 40; i++) {
            KeyRange range = randomRange(random);
            int wanted = 1 + random.nextInt(12);
            levelsRead.clear();
            List<KeyRange> parts = tree.split(range, wanted);
            assertThat(levelsRead).as("seed %d", seed).doesNotContain(0);
            assertThat(parts).as("seed %d", seed).hasSizeLessThanOrEqualTo(wanted);
            verifyParts(tree, range, parts);
        }
    }

    private static void verifyParts(Tree tree, KeyRange range, List<KeyRange> parts) {
        assertThat(parts.get(0).lower()).isEqualTo(range.lower());
        assertThat(parts.get(parts.size() - 1).upper()).isEqualTo(range.upper());
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).lower()).isEqualTo(parts.get(i - 1).upper());
            assertThat(parts.get(i).isEmpty()).isFalse();
        }
        long total = parts.stream().mapToLong(tree::count).sum();
        assertThat(total).isEqualTo(tree.count(range));
        for (KeyRange part : parts) {
            assertThat(tree.count(part)).isLessThanOrEqualTo(total / parts.size() * 2 + 2 * TreeLimits.MAX_DATOMS);
        }
    }

    @Test
    void rangeOfManyLeavesHasAllThePartsAskedFor() {
        Tree tree = randomTree(new SplittableRandom(5));
        assertThat(tree.split(KeyRange.all(), 4))
                .hasSize(4)
                .allSatisfy(part -> assertThat(tree.count(part))
                        .isBetween((long) (DATOMS / 4 - TreeLimits.MAX_DATOMS), (long)
                                (DATOMS / 4 + TreeLimits.MAX_DATOMS)));
        assertThat(tree.split(KeyRange.ofAttribute(DatomModel.SIZE.id(), 5, 6), 4))
                .hasSize(1);
        assertThat(new Tree(Index.AEVT, Optional.empty(), source).split(KeyRange.all(), 4))
                .containsExactly(KeyRange.all());
    }

    private Tree randomTree(SplittableRandom random) {
        TreeSet<Datom> datoms = new TreeSet<>(DatomModel.order(Index.AEVT));
        while (datoms.size() < DATOMS) {
            datoms.add(DatomModel.randomDatom(random, 60_000, 1));
        }
        TreeBuilder builder = new TreeBuilder(Index.AEVT, node -> stored.put(node.id(), node.bytes()));
        DatomBatch batch = DatomModel.batch(Index.AEVT, datoms);
        builder.append(batch, 0, batch.size());
        return new Tree(Index.AEVT, builder.finish(), source);
    }

    private static KeyRange randomRange(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return KeyRange.all();
        }
        int attribute = DatomModel.ATTRIBUTES.get(random.nextInt(3)).id();
        if (random.nextInt(3) == 0) {
            return KeyRange.ofAttribute(attribute);
        }
        long from = random.nextLong(60_000);
        return KeyRange.ofAttribute(attribute, from, from + random.nextLong(60_000));
    }
}
