package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    private static final long[] EDGES = {0, 1, -1, 127, 128, 1L << 35, Long.MIN_VALUE, Long.MAX_VALUE};

    @Test
    void readsWhatWasWritten() {
        ByteWriter out = new ByteWriter(1);
        for (long edge : EDGES) {
            out.varint(edge);
            out.zigzag(edge);
            out.int64(edge);
            out.int32((int) edge);
        }
        out.text("Zürich");
        out.sized(Bytes.of(new byte[] {1, 2, 3}));
        ByteReader in = reader(out.toBytes());
        for (long edge : EDGES) {
            assertThat(in.varint()).isEqualTo(edge);
            assertThat(in.zigzag()).isEqualTo(edge);
            assertThat(in.int64()).isEqualTo(edge);
            assertThat(in.int32()).isEqualTo((int) edge);
        }
        assertThat(in.text()).isEqualTo("Zürich");
        assertThat(in.sized()).isEqualTo(Bytes.of(new byte[] {1, 2, 3}));
        in.expectEnd();
    }

    @Test
    void refusesVarintsThatAreNotShortest() {
        assertCorrupt(new byte[] {(byte) 0x80, 0});
        assertCorrupt(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2});
        assertCorrupt(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0});
        assertCorrupt(new byte[] {(byte) 0x80});
    }

    private static void assertCorrupt(byte[] bytes) {
        assertThatThrownBy(() -> reader(Bytes.wrap(bytes)).varint())
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEAD_CORRUPT))
                .hasMessageStartingWith("Head \"main\" is damaged: ");
    }

    private static ByteReader reader(Bytes bytes) {
        return new ByteReader(bytes, new Origin(ErrorCode.HEAD_CORRUPT, "Head", "\"main\""));
    }
}
