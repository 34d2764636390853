package org.cairndb.storage.store.tier;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a cache within its bound by looking at a part of it at a time.
 *
 * <p>Node ids are hashes, so each of the 256 shards holds the same share of everything. A group of neighbouring shards
 * with some thousand files tells how full the whole cache is, whoever filled it, and its least recently used files are
 * as old as those of the other groups. A small cache is one group, and then both is exact. Groups take turns. Used by
 * one thread at a time.
 */
final class CacheTrim {
    private static final System.Logger LOG = System.getLogger(CacheTrim.class.getName());
    private static final int SHARDS = 256;
    private static final int GROUP_FILES = 4_096;

    /** Bounds the work of one call: this many groups free more than was written since the call before. */
    private static final int MAX_GROUPS = 64;

    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final Path root;
    private final Clock clock;
    private int nextShard;

    CacheTrim(CacheFolder folder, Clock clock) {
        this.root = folder.path();
        this.clock = clock;
        this.nextShard = Math.floorMod(folder.salt(), SHARDS);
    }

    /**
     * How full a cache may be.
     *
     * @param limit bytes above which it is trimmed
     * @param target bytes that it is trimmed to
     */
    record Bound(long limit, long target) {}

    private record Entry(Path file, long size, Instant used) {}

    private record Group(int shards, List<Entry> entries) {
        long bytes() {
            return entries.stream().mapToLong(Entry::size).sum();
        }
    }

    /** Trims one group after the other until one is within the bound. */
    void trim(Bound bound) throws IOException {
        int visited = 0;
        for (int groups = 0; groups < MAX_GROUPS && visited < SHARDS; groups++) {
            Group group = nextGroup();
            visited += group.shards();
            if (group.bytes() <= share(bound.limit(), group)) {
                return;
            }
            shrink(group, share(bound.target(), group));
        }
    }

    private static long share(long whole, Group group) {
        return (long) ((double) whole * group.shards() / SHARDS);
    }

    private static void shrink(Group group, long target) {
        List<Entry> oldestFirst = new ArrayList<>(group.entries());
        oldestFirst.sort(Comparator.comparing(Entry::used));
        long bytes = group.bytes();
        for (Entry entry : oldestFirst) {
            if (bytes <= target) {
                return;
            }
            CacheFiles.discard(entry.file());
            bytes -= entry.size();
        }
    }

    private Group nextGroup() throws IOException {
        var entries = new ArrayList<Entry>();
        int shards = 0;
        while (shards < SHARDS && entries.size() < GROUP_FILES) {
            scan(root.resolve("%02x".formatted(nextShard)), entries);
            nextShard = (nextShard + 1) % SHARDS;
            shards++;
        }
        return new Group(shards, entries);
    }

    private void scan(Path shard, List<Entry> entries) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
            for (Path file : files) {
                scanFile(file, entries);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.log(System.Logger.Level.TRACE, "nothing in {0}", shard);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void scanFile(Path file, List<Entry> entries) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Instant used = attributes.lastModifiedTime().toInstant();
            boolean temp = String.valueOf(file.getFileName()).startsWith(CacheFolder.TEMP_PREFIX);
            if (temp && used.isBefore(clock.instant().minus(ABANDONED_AFTER))) {
                CacheFiles.discard(file);
            } else {
                entries.add(new Entry(file, attributes.size(), used));
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.TRACE, "gone: {0}", file);
        }
    }
}
