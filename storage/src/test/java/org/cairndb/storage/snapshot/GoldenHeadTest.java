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
import org.junit.jupiter.api.Test;

/** A head as an earlier program wrote it: format v1 stays readable, and its transactions encode to the same bytes and hence to the same commit hash. */
class GoldenHeadTest {
    @Test
    void oldHeadIsRead() {
        Head head = Head.decode(Bytes.wrap(resource("head.bin")), "main");
        assertThat(text(head)).isEqualTo(new String(resource("head.txt"), StandardCharsets.UTF_8));
        CommitHash hash = head.flushedHash();
        for (Transaction transaction : head.tail()) {
            hash = hash.then(transaction.encode());
        }
        assertThat(hash).isEqualTo(head.hash());
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
        }
        for (Transaction transaction : head.tail()) {
            for (int i = 0; i < transaction.datoms().size(); i++) {
                Datom datom = transaction.datoms().datom(i, head.schema());
                line(text, "datom", datom);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static byte[] resource(String name) {
        try (InputStream in = GoldenHeadTest.class.getResourceAsStream("/golden/v1/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
