package org.cairndb.it.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes bytes between a client and a server of this machine, and cuts connections when told to. */
public final class Relay implements AutoCloseable {
    /** How a connection is cut when a statement passes. */
    public enum Cut {
        /** The server gets the statement, the client never gets the answer. */
        ANSWER,
        /** The server never gets the statement. */
        STATEMENT
    }

    private record Trap(String word, Cut cut) {}

    private record Odds(double probability, Random random) {}

    private final ServerSocket entrance;
    private final int target;
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final List<Trap> barriers = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Odds> odds = new AtomicReference<>();
    private final AtomicLong cuts = new AtomicLong();

    /** Begins to pass bytes to a port of this machine. */
    public Relay(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        start("relay", this::accept);
    }

    /** Where clients connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** The next packet of a client that contains a word is the last of its connection. */
    public void cutAt(String word, Cut cut) {
        trap.set(new Trap(word, cut));
    }

    /** Every packet of a client that contains a word is the last of its connection, until {@link #heal}. */
    public void cutAlways(String word, Cut cut) {
        barriers.add(new Trap(word, cut));
    }

    /** Packets of clients that are logged in are the last of their connection with a probability, one way or the other, until {@link #heal}. */
    public void cutOften(double probability, long seed) {
        odds.set(new Odds(probability, new Random(seed)));
    }

    /** Cuts nothing any more. */
    public void heal() {
        trap.set(null);
        barriers.clear();
        odds.set(null);
    }

    /** The number of connections cut so far. */
    public long cuts() {
        return cuts.get();
    }

    private Optional<Cut> cutOf(byte[] packet, int length, boolean loggedIn) {
        String text = new String(packet, 0, length, StandardCharsets.ISO_8859_1);
        Trap set = trap.get();
        if (set != null && text.contains(set.word()) && trap.compareAndSet(set, null)) {
            return Optional.of(set.cut());
        }
        Optional<Cut> barred = barriers.stream()
                .filter(barrier -> text.contains(barrier.word()))
                .map(Trap::cut)
                .findFirst();
        Odds chance = odds.get();
        if (barred.isEmpty() && loggedIn && chance != null) {
            double drawn = chance.random().nextDouble();
            if (drawn < chance.probability()) {
                return Optional.of(drawn < chance.probability() / 2 ? Cut.ANSWER : Cut.STATEMENT);
            }
        }
        return barred;
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
        /** Start, authentication and session settings. */
        private static final int LOGIN_PACKETS = 4;

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
                int packets = 0;
                for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
                    Optional<Cut> cut = cutOf(packet, length, ++packets > LOGIN_PACKETS);
                    cut.ifPresent(way -> cuts.incrementAndGet());
                    if (cut.isPresent() && cut.get() == Cut.STATEMENT) {
                        break;
                    }
                    deaf |= cut.isPresent();
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
