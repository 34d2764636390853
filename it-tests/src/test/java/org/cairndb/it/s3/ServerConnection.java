package org.cairndb.it.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of one client's requests to the server, one connection each: a server may end a connection it has answered on, and whether it did can't be told apart
 * from a request that was lost.
 */
final class ServerConnection implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

    private final URI server;
    private @Nullable Socket current;
    private boolean closed;

    ServerConnection(URI server) {
        this.server = server;
    }

    /** Sends a request and waits for its answer. */
    HttpMessage send(String method, HttpMessage request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort())) {
            entrust(socket);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(ANSWER_LIMIT.toMillis()));
            HttpMessage answer = sendOver(socket, method, request);
            // Leaves no connection behind that waits for its end, of which a machine has only so many.
            socket.setSoLinger(true, 0);
            return answer;
        }
    }

    private static HttpMessage sendOver(Socket socket, String method, HttpMessage request) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        try {
            request.writeTo(socket.getOutputStream());
        } catch (IOException e) {
            // A server may refuse by the head alone and end the connection while the body still goes out.
            try {
                return HttpMessage.readAnswer(method, in);
            } catch (IOException unread) {
                e.addSuppressed(unread);
                throw e;
            }
        }
        return HttpMessage.readAnswer(method, in);
    }

    private synchronized void entrust(Socket socket) throws IOException {
        if (closed) {
            throw new SocketException("The proxy is closed");
        }
        current = socket;
    }

    /** Ends the request that is under way. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (current != null) {
            current.close();
        }
    }
}
