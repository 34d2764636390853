package org.cairndb.writer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.cairndb.writer.commit.CommitSettings;
import org.cairndb.writer.commit.FlushBounds;

/** How a {@link Writer} works. Immutable; each method gives changed options. */
public final class WriterOptions {
    private static final int MAX_GROUP = 1024;

    /** The system clock, flush at 64 KiB, 10,000 datoms or 1,024 transactions, group commit, retries for 30 seconds, no metadata. */
    public static final WriterOptions DEFAULT = new WriterOptions(
            new CommitSettings(
                    Clock.systemUTC(), new SecureRandom(), FlushBounds.DEFAULT, MAX_GROUP, Duration.ofSeconds(30)),
            Map.of());

    private final CommitSettings settings;
    private final Map<String, Object> metadata;

    private WriterOptions(CommitSettings settings, Map<String, Object> metadata) {
        this.settings = settings;
        this.metadata = metadata;
    }

    /** The clock that gives transactions their instants. An instant is always after that of the transaction before, whatever the clock says. */
    public WriterOptions clock(Clock clock) {
        return with(new CommitSettings(
                Objects.requireNonNull(clock),
                settings.random(),
                settings.bounds(),
                settings.maxGroup(),
                settings.retryDeadline()));
    }

    /** The source of nonces, database ids and jitter. It must be safe for several threads and must not repeat itself between processes. */
    public WriterOptions random(RandomGenerator random) {
        return with(new CommitSettings(
                settings.clock(),
                Objects.requireNonNull(random),
                settings.bounds(),
                settings.maxGroup(),
                settings.retryDeadline()));
    }

    /** When the transactions that the head carries are merged into the index trees. */
    public WriterOptions flushBounds(FlushBounds bounds) {
        return with(new CommitSettings(
                settings.clock(),
                settings.random(),
                Objects.requireNonNull(bounds),
                settings.maxGroup(),
                settings.retryDeadline()));
    }

    /** Commits every transaction by a head swap of its own, even if several wait. */
    public WriterOptions withoutGroupCommit() {
        return with(new CommitSettings(
                settings.clock(), settings.random(), settings.bounds(), 1, settings.retryDeadline()));
    }

    /** How long a commit is tried again after lost races, failures of the store and lost answers. */
    public WriterOptions retryDeadline(Duration deadline) {
        return with(new CommitSettings(
                settings.clock(),
                settings.random(),
                settings.bounds(),
                settings.maxGroup(),
                Objects.requireNonNull(deadline)));
    }

    /** Metadata for every transaction that does not set the attribute itself, such as {@code tx/author}. */
    public WriterOptions metadata(String attribute, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(metadata);
        all.put(attribute, value);
        return new WriterOptions(settings, Map.copyOf(all));
    }

    CommitSettings settings() {
        return settings;
    }

    Map<String, Object> metadata() {
        return metadata;
    }

    private WriterOptions with(CommitSettings newSettings) {
        return new WriterOptions(newSettings, metadata);
    }
}
