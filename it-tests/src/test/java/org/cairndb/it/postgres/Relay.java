package org.cairndb.it.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes bytes between a client and a server of this machine, and cuts connections when told to. */
final class Relay implements AutoCloseable {
    /** How a connection is cut when a statement passes. */
    enum Cut {
        /** The server gets the statement, the client never gets the answer. */
        ANSWER,
        /** The server never gets the statement. */
        STATEMENT
    }

    private record Trap(String word, Cut cut) {}

    private final ServerSocket entrance;
    private final int target;
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

    Relay(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        start("relay", this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** The next packet of a client that contains a word is the last of its connection. */
    void cutAt(String word, Cut cut) {
        trap.set(new Trap(word, cut));
    }

    /** Whether a trap is still waiting for its packet. */
    boolean isSet() {
        return trap.get() != null;
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                var connection = new Connection(client, server);
                start("relay-up", connection::pumpUp);
                start("relay-down", connection::pumpDown);
            }
        } catch (IOException e) {
            // The relay was closed, or the server is gone.
            closeQuietly(entrance);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(entrance);
    }

    /** One client and its way to the server. */
    private final class Connection {
        private static final int PACKET = 64 << 10;

        private final Socket client;
        private final Socket server;
        private volatile boolean deaf;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pumpUp() {
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                byte[] packet = new byte[PACKET];
                for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
                    String text = new String(packet, 0, length, StandardCharsets.ISO_8859_1);
                    Trap set = trap.get();
                    if (set != null && text.contains(set.word()) && trap.compareAndSet(set, null)) {
                        if (set.cut() == Cut.STATEMENT) {
                            break;
                        }
                        deaf = true;
                    }
                    out.write(packet, 0, length);
                }
                closeBoth();
            } catch (IOException e) {
                closeBoth();
            }
        }

        /** What the server answers to the fatal statement proves that it has run, and is thrown away. */
        void pumpDown() {
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] packet = new byte[PACKET];
                for (int length = in.read(packet); length >= 0 && !deaf; length = in.read(packet)) {
                    out.write(packet, 0, length);
                }
                closeBoth();
            } catch (IOException e) {
                closeBoth();
            }
        }

        private void closeBoth() {
            try (client;
                    server) {
                deaf = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
