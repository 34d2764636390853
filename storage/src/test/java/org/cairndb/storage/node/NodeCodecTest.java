package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.TextVector;
import org.junit.jupiter.api.Test;

class NodeCodecTest {
    private static final int PRODUCTS = 20_000;

    @Test
    void shopDataStaysSmall() {
        DatomBatch products = ShopData.products(PRODUCTS);
        DatomBatch stock = ShopData.stock(PRODUCTS);
        long stored = 0;
        for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET, Index.LOG)) {
            stored += size(ShopData.productLeaves(products, index));
            stored += size(ShopData.stockLeaves(stock, index));
        }
        assertThat((double) stored / (8 * PRODUCTS)).isLessThan(1.0);
    }

    @Test
    void randomDataStaysSmall() {
        DatomBatch tracks = MusicData.tracks(PRODUCTS);
        double bytes = (double) size(ShopData.cut(tracks)) / tracks.size();
        assertThat(bytes).isLessThan(4.0);
    }

    private static long size(List<Leaf> leaves) {
        return leaves.stream().map(NodeCodec::encode).mapToLong(Bytes::length).sum();
    }

    @Test
    void longTextsComeBack() {
        byte[] longest = new byte[1 << 20];
        Arrays.fill(longest, (byte) 'x');
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.AEVT);
        builder.appendText(64, 1, Bytes.EMPTY, 1);
        builder.appendText(64, 2, Bytes.of(longest), 1);
        builder.appendText(64, 3, Bytes.of(longest), 1);
        longest[longest.length - 1] = 0;
        builder.appendText(64, 4, Bytes.wrap(longest), 1);
        Leaf leaf = new Leaf(builder.build());
        assertThat(LeafText.of(roundTrip(leaf))).isEqualTo(LeafText.of(leaf));
    }

    @Test
    void textThatNoReaderWouldTakeIsNotWritten() {
        byte[] text = new byte[1 << 20];
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.AEVT);
        for (int i = 0; i < 65; i++) {
            text[text.length - 1] = (byte) i;
            builder.appendText(64, 1L + i, Bytes.of(text), 1);
        }
        Leaf leaf = new Leaf(builder.build());
        assertThatThrownBy(() -> NodeCodec.encode(leaf)).hasMessageContaining("larger than the format allows");
    }

    @Test
    void repeatedTextsKeepTheirCodes() {
        Leaf leaf = ShopData.productLeaves(ShopData.products(1000), Index.AEVT).get(0);
        DatomBatch decoded = roundTrip(leaf).datoms();
        TextVector categories = (TextVector) decoded.column(decoded.ordinalOf(ShopData.CATEGORY));
        assertThat(categories.dictionary())
                .isNotNull()
                .extracting(TextVector::size)
                .isEqualTo(100);
        assertThat(categories.codes()).isNotNull();
    }

    @Test
    void regularRowsCostNearlyNothing() {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.EAVT);
        for (int i = 0; i < 8000; i++) {
            builder.appendLong(64 + i % 4, 1 + i / 4, 1, 1);
        }
        assertThat(NodeCodec.encode(new Leaf(builder.build())).length()).isLessThan(80);
    }

    private static Leaf roundTrip(Leaf leaf) {
        Bytes stored = NodeCodec.encode(leaf);
        return (Leaf) NodeCodec.decode(stored, NodeId.of(stored));
    }
}
