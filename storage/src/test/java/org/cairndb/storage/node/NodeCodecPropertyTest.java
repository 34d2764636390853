package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeCodecPropertyTest {
    private static final int ROUNDS = 300;

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
}
