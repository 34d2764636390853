package org.cairndb.it.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One client's connection to a proxy: reads a request, lets happen to it what shall, answers, and goes on with the next. */
final class ProxyConnection implements Runnable, AutoCloseable {
    private static final Logger LOG = System.getLogger(ProxyConnection.class.getName());
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket client;
    private final ServerConnection server;
    private final FaultyNetwork network;
    private final KeyLocks locks;
    private final RequestLog log;
    private volatile boolean closed;

    ProxyConnection(Socket client, URI server, FaultyNetwork network, KeyLocks locks, RequestLog log) {
        this.client = client;
        this.server = new ServerConnection(server);
        this.network = network;
        this.locks = locks;
        this.log = log;
    }

    @Override
    public void run() {
        try (this) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                Optional<HttpHead> head = HttpHead.read(in);
                goesOn = head.isPresent() && serve(head.get(), in);
            }
        } catch (IOException e) {
            // The client went away, or the server did: the client sees the end of its connection.
            LOG.log(Level.DEBUG, "Connection ended", e);
        }
    }

    /** Whether another request may follow. */
    private boolean serve(HttpHead head, InputStream in) throws IOException {
        if (head.has("expect", "100-continue")) {
            client.getOutputStream().write(CONTINUE);
        }
        HttpMessage message = HttpMessage.readRequest(head.without("expect"), in);
        ProxiedRequest request = ProxiedRequest.of(head);
        Outcome outcome = new Outcome(request);
        try {
            await(network.latencyOf(request));
            Optional<Fault> fault = network.faultOf(request);
            if (fault.isEmpty()) {
                return answer(outcome, forward(request, message), null);
            }
            return fail(fault.get(), outcome, message, in);
        } catch (IOException e) {
            outcome.is(0, null);
            reset();
            throw e;
        } finally {
            outcome.end();
        }
    }

    private boolean fail(Fault fault, Outcome outcome, HttpMessage message, InputStream in) throws IOException {
        ProxiedRequest request = outcome.request;
        String method = request.method();
        switch (fault) {
            case STATUS_503 -> {
                return answer(outcome, Refusals.slowDown(method), fault);
            }
            case STATUS_500 -> {
                return answer(outcome, Refusals.internalError(method), fault);
            }
            case STATUS_409 -> {
                return answer(outcome, Refusals.conflict(method), fault);
            }
            case SENT_TWICE -> {
                forward(request, message);
                return answer(outcome, forward(request, message), fault);
            }
            case UNCONDITIONAL -> {
                HttpHead head = message.head().without(ProxiedRequest.CONDITIONS.toArray(String[]::new));
                return answer(outcome, forward(request, message.under(head)), fault);
            }
            case RESET_BEFORE -> {
                outcome.is(0, fault);
                reset();
            }
            case RESET_AFTER -> {
                outcome.is(forward(request, message).head().status(), fault);
                reset();
            }
            case CUT_BODY -> {
                HttpMessage answer = forward(request, message);
                outcome.is(answer.head().status(), fault);
                outcome.end();
                answer.writeHalfTo(client.getOutputStream());
            }
            case LOST_ANSWER -> {
                outcome.is(forward(request, message).head().status(), fault);
                awaitEnd(in);
            }
            case STALL -> {
                outcome.is(0, fault);
                awaitEnd(in);
            }
        }
        return false;
    }

    /** The server's answer without what concerns the connection to the server alone. */
    private HttpMessage forward(ProxiedRequest request, HttpMessage message) throws IOException {
        HttpMessage sent = message.under(message.head().without("connection", "keep-alive"));
        try (KeyLocks.Held held = locks.acquire(request)) {
            HttpMessage answer = server.send(request.method(), sent);
            return answer.under(answer.head().without("connection", "keep-alive"));
        }
    }

    private boolean answer(Outcome outcome, HttpMessage answer, @Nullable Fault fault) throws IOException {
        outcome.is(answer.head().status(), fault);
        outcome.end();
        OutputStream out = client.getOutputStream();
        answer.writeTo(out);
        return !"close".equalsIgnoreCase(outcome.request.header("connection").orElse(""));
    }

    private void await(Duration latency) {
        long end = System.nanoTime() + latency.toNanos();
        for (long left = latency.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits until the client gives up or the proxy is closed. */
    private static void awaitEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Ends the connection so that the client sees a reset. */
    private void reset() throws IOException {
        if (!client.isClosed()) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (client) {
            server.close();
        }
    }

    /** Records what becomes of one request, once. Used by its thread alone. */
    private final class Outcome {
        private final ProxiedRequest request;
        private boolean known;
        private boolean ended;

        Outcome(ProxiedRequest request) {
            this.request = request;
            log.began();
        }

        void is(int status, @Nullable Fault fault) {
            if (!known) {
                known = true;
                log.recorded(new Exchange(request, status, fault));
            }
        }

        void end() {
            if (!ended) {
                ended = true;
                log.ended();
            }
        }
    }
}
