package org.cairndb.it.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * First line and header lines of an HTTP/1.1 message, byte for byte as they came, so that what a client signed stays as it was.
 *
 * @param startLine request line or status line
 * @param lines header lines
 */
record HttpHead(String startLine, List<String> lines) {
    private static final int MAX_LINE = 1 << 16;

    HttpHead {
        lines = List.copyOf(lines);
    }

    /** Reads up to the empty line; empty where the stream ends before the first byte. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        String startLine = readLine(in);
        if (startLine.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            lines.add(line);
        }
        return Optional.of(new HttpHead(startLine, lines));
    }

    /** A line without its end; empty at the end of the stream. */
    static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() == 0) {
                    return "";
                }
                throw new EOFException("The stream ends within a line");
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("A line is longer than %d bytes".formatted(MAX_LINE));
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Values by name in small letters; values of equal names are joined by a comma. */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            headers.merge(nameOf(line), value, (a, b) -> a + "," + b);
        }
        return headers;
    }

    /** Whether a header has a value, both in any case. */
    boolean has(String name, String value) {
        return value.equalsIgnoreCase(headers().get(name));
    }

    /** The same without some headers, named in small letters. */
    HttpHead without(String... names) {
        return new HttpHead(
                startLine,
                lines.stream()
                        .filter(line -> !List.of(names).contains(nameOf(line)))
                        .toList());
    }

    /** The same with one more header. */
    HttpHead with(String name, String value) {
        List<String> more = new ArrayList<>(lines);
        more.add(name + ": " + value);
        return new HttpHead(startLine, more);
    }

    /** Status of an answer. */
    int status() {
        return Integer.parseInt(startLine.split(" ", 3)[1]);
    }

    /** As it goes over the wire, with the empty line at its end. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        lines.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String nameOf(String line) {
        int colon = line.indexOf(':');
        return line.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
    }
}
