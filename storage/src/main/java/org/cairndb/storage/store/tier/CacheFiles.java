package org.cairndb.storage.store.tier;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.ObjectLimits;

/** The files of a cache: {@code <first two digits>/<hex>}, complete or absent, and read only if they match their name. */
final class CacheFiles {
    private static final System.Logger LOG = System.getLogger(CacheFiles.class.getName());
    private static final int SHARD_LENGTH = 2;

    /** The time of last use is kept this coarsely, so that a hit seldom writes. */
    private static final Duration USE_GRAIN = Duration.ofMinutes(10);

    private final CacheFolder folder;
    private final Clock clock;

    CacheFiles(CacheFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The bytes of a node; a file that holds anything else is deleted. */
    Optional<Bytes> read(NodeId id) {
        Path file = file(id);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.size() <= ObjectLimits.MAX_BYTES) {
                Bytes bytes = Bytes.wrap(Files.readAllBytes(file));
                if (NodeId.of(bytes).equals(id)) {
                    touch(file, attributes);
                    return Optional.of(bytes);
                }
            }
            LOG.log(System.Logger.Level.DEBUG, "damaged, fetched again: {0}", file);
            delete(id);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "unreadable: " + file, e);
        }
        return Optional.empty();
    }

    boolean has(NodeId id) {
        return Files.exists(file(id));
    }

    void write(StoredNode node) throws IOException {
        try {
            writeIntoShard(node);
        } catch (NoSuchFileException e) {
            createShard(shard(node.id()));
            writeIntoShard(node);
        }
    }

    void delete(NodeId id) {
        discard(file(id));
    }

    /** Deletes a file as far as possible. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "left behind: " + file, e);
        }
    }

    private void createShard(Path shard) throws IOException {
        try {
            folder.createDirectory(shard);
        } catch (NoSuchFileException e) {
            // Somebody deleted the cache, which is allowed at any time.
            folder.prepare();
            folder.createDirectory(shard);
        }
    }

    private void writeIntoShard(StoredNode node) throws IOException {
        Path temp = folder.writeTemp(shard(node.id()), node.bytes());
        try {
            Files.move(temp, file(node.id()), ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temp);
            throw e;
        }
    }

    private void touch(Path file, BasicFileAttributes attributes) {
        Instant now = clock.instant();
        if (attributes.lastModifiedTime().toInstant().isBefore(now.minus(USE_GRAIN))) {
            try {
                Files.setLastModifiedTime(file, FileTime.from(now));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "keeps its time of last use: " + file, e);
            }
        }
    }

    private Path shard(NodeId id) {
        return folder.path().resolve(id.hex().substring(0, SHARD_LENGTH));
    }

    private Path file(NodeId id) {
        return shard(id).resolve(id.hex());
    }
}
