package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads as earlier programs wrote them: every version stays readable, and transactions encode to the same bytes and hence to the same commit hash. */
class GoldenHeadTest {
    private static final int NONCE_AT = 16;
    private static final int NONCE_BYTES = 16;

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void oldHeadIsRead(String version) {
        Head head = Head.decode(resource(version, "head.bin"), "main");
        String expected = new String(resource(version, "head.txt").toByteArray(), StandardCharsets.UTF_8);
        assertThat(text(head)).isEqualTo(expected);
        CommitHash hash = head.flushedHash();
        for (Transaction transaction : head.tail()) {
            hash = hash.then(transaction.encode());
        }
        assertThat(hash).isEqualTo(head.hash());
    }

    /** Version 3 is written only where attributes are retired. */
    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3"})
    void headIsWrittenInTheLeastVersionThatSuffices(String version) {
        Bytes stored = resource(version, "head.bin");
        Bytes nonce = stored.slice(NONCE_AT, NONCE_AT + NONCE_BYTES);
        assertThat(Head.decode(stored, "main").encode(nonce)).isEqualTo(stored);
    }

    /** A head of version 1 knows no bounds; written again it says the same otherwise. */
    @Test
    void headOfVersion1IsWrittenInTheNewest() {
        Head old = Head.decode(resource("v1", "head.bin"), "main");
        Head written = Head.decode(old.encode(Bytes.wrap(new byte[NONCE_BYTES])), "main");
        assertThat(text(written)).isEqualTo(text(old)).doesNotContain("greatest");
    }

    /** Everything that a head says, a line each. */
    static String text(Head head) {
        StringBuilder text = new StringBuilder();
        line(text, "database", head.databaseId());
        line(text, "branch", head.branch());
        line(text, "tx", head.tx() + " " + head.instant());
        line(text, "hash", head.hash() + " after " + head.parent());
        line(text, "flushed", head.flushedTx() + " " + head.flushedHash() + " since " + head.rootsSince());
        for (Index index : Index.values()) {
            head.roots().of(index).ifPresent(root -> line(text, "root " + index, root));
        }
        line(text, "next", head.nextEntity() + " " + head.nextAttribute() + " schema " + head.schemaTx());
        for (Attribute attribute : head.schema().attributes()) {
            line(
                    text,
                    "attribute " + attribute.id(),
                    attribute + " " + SchemaDatoms.of(attribute).values());
            line(text, "statistics", head.statistics(attribute.id()));
            head.bounds(attribute.id()).least().ifPresent(limit -> line(text, "least", text(attribute, limit)));
            head.bounds(attribute.id()).greatest().ifPresent(limit -> line(text, "greatest", text(attribute, limit)));
        }
        for (Transaction transaction : head.tail()) {
            for (int i = 0; i < transaction.datoms().size(); i++) {
                Datom datom = transaction.datoms().datom(i, head.schema());
                line(text, "datom", datom);
            }
        }
        return text.toString();
    }

    private static String text(Attribute attribute, ValueLimit limit) {
        Object value = attribute.isPresence()
                ? ((LongVector) limit.value()).get(0)
                : Values.javaValue(attribute, limit.value(), 0);
        return value + (limit.isHeld() ? " held" : "");
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static Bytes resource(String version, String name) {
        try (InputStream in = GoldenHeadTest.class.getResourceAsStream("/golden/" + version + "/" + name)) {
            assertThat(in).as(name).isNotNull();
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
