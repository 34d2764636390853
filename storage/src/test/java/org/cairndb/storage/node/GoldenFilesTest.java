package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.cairndb.storage.datom.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes as an earlier program wrote them. Files are only ever added: bytes of format v1 stay readable, and this program writes the same body for the same
 * content. Compressed bytes may differ among runtimes, so bodies are compared.
 */
class GoldenFilesTest {
    private static final String FOLDER = "/golden/v1/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop-eavt",
                "shop-aevt",
                "shop-avet",
                "encodings-aevt",
                "random-eavt",
                "random-aevt",
                "random-avet",
                "random-log",
                "random-retired-eavt",
                "random-retired-aevt",
                "random-commits",
                "branch-plain",
                "branch-values"
            })
    void oldBytesAreReadAndWrittenAgain(String name) {
        Bytes stored = Bytes.wrap(resource(name + ".bin"));
        Node node = NodeCodec.decode(stored, NodeId.of(stored));
        assertThat(LeafText.of(node)).isEqualTo(new String(resource(name + ".txt"), StandardCharsets.UTF_8));
        assertThat(body(GoldenFiles.encode(node))).isEqualTo(body(stored));
    }

    private static Bytes body(Bytes stored) {
        ByteReader body = Envelope.open(stored, Origin.node(NodeId.of(stored))).body();
        return body.bytes(body.remaining());
    }

    private static byte[] resource(String name) {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream(FOLDER + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
