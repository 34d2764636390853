package org.cairndb.it.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP/1.1 proxy in front of a server, on the loopback address, that makes the network between as bad as a test wants. Safe for use by many threads.
 *
 * <p>Clients use {@link #endpoint} in place of the server's. Requests and answers pass as they are, {@code Host} and query included, so that signatures hold;
 * only headers about a single connection ({@code Connection}, {@code Keep-Alive}, {@code Expect}) end here. A message is read whole before it goes on.
 *
 * <p>Writes of one path reach the server one after the other and reads not beside them, so that requests are atomic even where the server's own are not.
 * Latency is waited for before that, so it never makes others wait, and a request whose client gave up meanwhile still reaches the server.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FaultProxy.class.getName());
    private static final int BACKLOG = 256;

    private final URI server;
    private final ServerSocket socket;
    private final FaultyNetwork network = new FaultyNetwork();
    private final KeyLocks locks = new KeyLocks();
    private final RequestLog log = new RequestLog();
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private FaultProxy(URI server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Starts a proxy that does everything right so far. */
    public static FaultProxy to(URI server) {
        try {
            FaultProxy proxy = new FaultProxy(server, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
            proxy.executor.execute(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address for clients. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** From now on lets a fault happen to some requests. Where several rules choose a request, the oldest wins. */
    public void inject(Fault fault, Selection selection) {
        network.add(fault, selection);
    }

    /** From now on lets every request take so much longer. */
    public void delay(Duration latency) {
        delay(latency, Selection.all());
    }

    /** From now on lets some requests take so much longer. Delays that choose the same request add up. */
    public void delay(Duration latency, Selection selection) {
        network.add(latency, selection);
    }

    /** Ends all faults and delays; requests that already met theirs keep it. */
    public void heal() {
        network.heal();
    }

    /** What passed. */
    public RequestLog log() {
        return log;
    }

    private void acceptAll() {
        try {
            while (!socket.isClosed()) {
                accept(socket.accept());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "No more clients", e);
        }
    }

    private void accept(Socket client) throws IOException {
        ProxyConnection connection = new ProxyConnection(client, server, network, locks, log);
        connections.add(connection);
        if (socket.isClosed()) {
            connection.close();
            return;
        }
        executor.execute(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
    }

    /** Ends all connections, those included where a client waits for an answer. */
    @Override
    public void close() {
        try {
            socket.close();
            for (ProxyConnection connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            executor.shutdownNow();
        }
    }
}
