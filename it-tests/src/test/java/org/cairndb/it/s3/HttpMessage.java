package org.cairndb.it.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A whole HTTP/1.1 message; a body in chunks keeps its framing. */
final class HttpMessage {
    private static final int CHUNK_RADIX = 16;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpHead head;
    private final byte[] body;

    HttpMessage(HttpHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Reads the body of a request whose head was read. */
    static HttpMessage readRequest(HttpHead head, InputStream in) throws IOException {
        return new HttpMessage(head, readFramed(head, in).orElse(new byte[0]));
    }

    /** Reads the final answer to a request of a method. */
    static HttpMessage readAnswer(String method, InputStream in) throws IOException {
        HttpHead head = readAnswerHead(in);
        while (head.status() < 200) {
            head = readAnswerHead(in);
        }
        if (method.equals("HEAD") || head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
            return new HttpMessage(head, new byte[0]);
        }
        Optional<byte[]> framed = readFramed(head, in);
        if (framed.isPresent()) {
            return new HttpMessage(head, framed.get());
        }
        byte[] rest = in.readAllBytes();
        return new HttpMessage(
                head.with("Content-Length", Integer.toString(rest.length)).with("Connection", "close"), rest);
    }

    private static HttpHead readAnswerHead(InputStream in) throws IOException {
        return HttpHead.read(in).orElseThrow(() -> new EOFException("The server ended the connection"));
    }

    /** The body where the head says how long it is. */
    private static Optional<byte[]> readFramed(HttpHead head, InputStream in) throws IOException {
        if (head.has("transfer-encoding", "chunked")) {
            return Optional.of(readChunks(in));
        }
        String length = head.headers().get("content-length");
        if (length == null) {
            return Optional.empty();
        }
        return Optional.of(readExactly(in, Integer.parseInt(length)));
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int size;
        do {
            String line = HttpHead.readLine(in);
            size = Integer.parseInt(line.split(";", 2)[0].strip(), CHUNK_RADIX);
            writeLine(chunks, line);
            if (size > 0) {
                chunks.write(readExactly(in, size));
                writeLine(chunks, HttpHead.readLine(in));
            }
        } while (size > 0);
        for (String trailer = HttpHead.readLine(in); !trailer.isEmpty(); trailer = HttpHead.readLine(in)) {
            writeLine(chunks, trailer);
        }
        writeLine(chunks, "");
        return chunks.toByteArray();
    }

    private static byte[] readExactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The stream ends after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    HttpHead head() {
        return head;
    }

    /** The same body under another head. */
    HttpMessage under(HttpHead other) {
        return new HttpMessage(other, body);
    }

    /** Writes it in one piece. */
    void writeTo(OutputStream out) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + 1024);
        whole.write(head.bytes());
        whole.write(body);
        whole.writeTo(out);
        out.flush();
    }

    /** Writes the head and half of the body; nothing where there is no body to cut. */
    void writeHalfTo(OutputStream out) throws IOException {
        if (body.length > 0) {
            out.write(head.bytes());
            out.write(body, 0, body.length / 2);
            out.flush();
        }
    }
}
