package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.cairndb.storage.datom.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked example of docs/format.md is what this program reads and writes. */
class FormatDocumentTest {
    private static final String FENCE = "```";

    private String document = "";

    @BeforeEach
    void readDocument() throws IOException {
        document = Files.readString(Path.of("..", "docs", "format.md"));
    }

    @Test
    void workedExampleHoldsTheDatomsItLists() {
        Bytes stored = exampleBytes();
        Node node = NodeCodec.decode(stored, NodeId.of(stored));
        assertThat(LeafText.of(node)).isEqualTo(block("datoms"));
        assertThat(NodeCodec.encode((Leaf) node)).isEqualTo(stored);
    }

    @Test
    void workedExampleHasTheIdItSays() {
        String mark = "<!-- example: id --> `";
        int from = document.indexOf(mark) + mark.length();
        NodeId id = NodeId.parse(document.substring(from, document.indexOf('`', from)));
        assertThat(NodeId.of(exampleBytes())).isEqualTo(id);
    }

    private Bytes exampleBytes() {
        String digits = block("bytes")
                .lines()
                .map(line -> line.substring(0, line.indexOf('|')).replace(" ", ""))
                .collect(Collectors.joining());
        return Bytes.wrap(HexFormat.of().parseHex(digits));
    }

    private String block(String name) {
        int mark = document.indexOf("<!-- example: " + name + " -->");
        int from = document.indexOf(FENCE, mark) + FENCE.length() + 1;
        return document.substring(from, document.indexOf(FENCE, from));
    }
}
