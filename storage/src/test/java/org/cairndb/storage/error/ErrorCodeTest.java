package org.cairndb.storage.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    private static final Path ERRORS = Path.of("..", "docs", "errors.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z_]+) \\| ([0-9A-Z]{5}) \\| ([A-Z_]+) \\|");

    @Test
    void theDocumentListsEveryCode() throws IOException {
        List<String> documented = ROW.matcher(Files.readString(ERRORS))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.of(ErrorCode.values())
                        .map(code -> code.name() + " " + code.sqlState() + " " + code.kind())
                        .toList());
    }
}
