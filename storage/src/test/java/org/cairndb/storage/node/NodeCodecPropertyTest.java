package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.ValueVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeCodecPropertyTest {
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @EnumSource(Index.class)
    void leafComesBackAsItWas(Index index) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Leaf leaf = new RandomDatoms(new Random(seed)).leaf(index, seed % 10 == 0 ? 2000 : 40);
            Bytes stored = NodeCodec.encode(leaf);
            Node decoded = NodeCodec.decode(stored, NodeId.of(stored));
            assertThat(LeafText.of(decoded)).as("seed %d", seed).isEqualTo(LeafText.of(leaf));
            assertThat(NodeCodec.encode((Leaf) decoded)).as("seed %d", seed).isEqualTo(stored);
        }
    }

    @ParameterizedTest
    @EnumSource(Index.class)
    void branchComesBackAsItWas(Index index) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            BranchNode branch = new RandomBranches(new Random(seed)).branch(index, seed % 10 == 0 ? 1024 : 10);
            Bytes stored = NodeCodec.encode(branch);
            Node decoded = NodeCodec.decode(stored, NodeId.of(stored));
            assertThat(LeafText.of(decoded)).as("seed %d", seed).isEqualTo(LeafText.of(branch));
            assertThat(NodeCodec.encode((BranchNode) decoded))
                    .as("seed %d", seed)
                    .isEqualTo(stored);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Index.class,
            names = {"EAVT", "LOG", "RETIRED_EAVT"})
    void bytesDoNotDependOnTheOrderOfColumns(Index index) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            DatomBatch datoms = new RandomDatoms(random).leaf(index, 60).datoms();
            assertThat(NodeCodec.encode(new Leaf(shuffled(datoms, random))))
                    .as("seed %d", seed)
                    .isEqualTo(NodeCodec.encode(new Leaf(datoms)));
        }
    }

    private static DatomBatch shuffled(DatomBatch datoms, Random random) {
        List<Integer> order = IntStream.range(0, datoms.columnCount()).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        int[] attributes = order.stream().mapToInt(datoms::columnAttribute).toArray();
        ValueVector[] columns = order.stream().map(datoms::column).toArray(ValueVector[]::new);
        int[] ordinals = new int[datoms.size()];
        Arrays.setAll(ordinals, i -> order.indexOf(datoms.ordinal(i)));
        DatomBatch.Parts parts =
                new DatomBatch.Parts(datoms.index(), datoms.entities(), datoms.txs(), attributes, columns);
        long[] retracted = new long[(datoms.size() + 63) / 64];
        for (int i = 0; i < datoms.size(); i++) {
            retracted[i / 64] |= datoms.added(i) ? 0 : 1L << i;
        }
        if (datoms.index().isRetired()) {
            parts.retiredAt(retiredAt(datoms));
        }
        return parts.ordinals(ordinals).retracted(retracted).build();
    }

    private static Longs retiredAt(DatomBatch datoms) {
        long[] values = new long[datoms.size()];
        Arrays.setAll(values, datoms::retiredAt);
        return Longs.of(values, values.length);
    }
}
