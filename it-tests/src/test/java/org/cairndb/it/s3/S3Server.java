package org.cairndb.it.s3;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server of the S3 protocol in a process of its own, listening on the loopback address only. Safe for use by many threads.
 *
 * <p>Most tests take {@link #shared}, which starts a server at most once in a JVM and ends it with the JVM, and a bucket of their own from {@link #newBucket}.
 */
public final class S3Server implements AutoCloseable {
    static final String ACCESS_KEY = "cairn";
    static final String SECRET_KEY = "cairn-secret";
    static final String REGION = "us-east-1";

    private static final int ATTEMPTS = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;
    private static final Map<S3ServerKind, S3Server> SHARED = new EnumMap<>(S3ServerKind.class);

    private final S3ServerKind kind;
    private final Process process;
    private final Path folder;
    private final URI endpoint;

    private S3Server(S3ServerKind kind, Process process, Path folder, URI endpoint) {
        this.kind = kind;
        this.process = process;
        this.folder = folder;
        this.endpoint = endpoint;
    }

    /** The server of this JVM; do not close it. */
    public static S3Server shared(S3ServerKind kind) {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(kind, wanted -> {
                S3Server server = start(wanted);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-" + wanted));
                return server;
            });
        }
    }

    /** Starts a server of one's own, which answers when this method returns. */
    public static S3Server start(S3ServerKind kind) {
        for (int attempt = 1; ; attempt++) {
            try {
                S3Server server = launch(kind);
                if (server.awaitAnswer()) {
                    return server;
                }
                // Somebody else may have taken the port in between.
                String output = Files.readString(server.output());
                server.close();
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("%s did not start:%n%s".formatted(kind, output));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static S3Server launch(S3ServerKind kind) throws IOException {
        Path folder = Files.createTempDirectory("cairn-s3-");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                ownClasses() + File.pathSeparator + kind.classPath(),
                ServerProcess.class.getName()));
        command.addAll(kind.command(port, folder));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        return new S3Server(kind, process, folder, URI.create("http://127.0.0.1:" + port));
    }

    private static Path ownClasses() {
        return Path.of(URI.create(S3Server.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** False where the process ended instead. */
    private boolean awaitAnswer() throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PROBE_LIMIT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest probe =
                HttpRequest.newBuilder(endpoint).timeout(PROBE_LIMIT).build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (answers(client, probe)) {
                    return true;
                }
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while %s started".formatted(kind), e);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest probe) throws InterruptedException {
        try {
            // A refusal of the request without a signature is an answer too.
            return client.send(probe, BodyHandlers.discarding()).statusCode() > 0;
        } catch (HttpTimeoutException e) {
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Which server it is. */
    public S3ServerKind kind() {
        return kind;
    }

    /** Base address; buckets are the first part of the path. */
    public URI endpoint() {
        return endpoint;
    }

    /** Region that requests are signed for. */
    public String region() {
        return REGION;
    }

    /** Access key of the only user. */
    public String accessKey() {
        return ACCESS_KEY;
    }

    /** Secret of the only user. */
    public String secretKey() {
        return SECRET_KEY;
    }

    /** Creates an empty bucket with a name that no other has and answers the name. */
    public String newBucket() {
        String name = "test-" + UUID.randomUUID();
        try (S3Client client = S3Clients.open(this)) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }

    private Path output() {
        return folder.resolve("output");
    }

    /** Ends the process and deletes what it stored. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
