package org.cairndb.it.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that gives the same answer to every request, for answers that no test server gives. */
final class CannedServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    private CannedServer(HttpServer server) {
        this.server = server;
    }

    /** Always refuses with a status, a code of S3's, and more headers. */
    static CannedServer refusing(int status, String code, Map<String, String> headers) {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>No.</Message></Error>"
                .formatted(code);
        return answering(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Always answers with a status, headers and a body. */
    static CannedServer answering(int status, Map<String, String> headers, byte[] body) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var canned = new CannedServer(http);
            http.createContext("/", exchange -> canned.answer(exchange, status, headers, body));
            http.start();
            return canned;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Address for clients. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests came. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
