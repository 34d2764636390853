package org.cairndb.storage.store.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.ObjectLimits;

/**
 * The node files of a folder.
 *
 * <p>A batch is written in three steps: all temporary files, each on disk before it is renamed; all renames; then each
 * directory once. The first sync of a directory commits the renames of all of them, so the others cost little.
 */
final class NodeFiles {
    private static final int SHARD_LENGTH = 2;

    private final Path directory;
    private final Directories directories;
    private final TempFiles tempFiles;
    private final ParallelWork parallel;

    NodeFiles(Path directory, Directories directories, TempFiles tempFiles, ParallelWork parallel) {
        this.directory = directory;
        this.directories = directories;
        this.tempFiles = tempFiles;
        this.parallel = parallel;
    }

    /** A node on its way into the store. */
    private record Pending(Path temp, Path file, Bytes bytes) {}

    Fetch fetch(NodeId id) {
        Path file = file(id);
        try {
            ObjectLimits.requireReadable(ErrorCode.NODE_CORRUPT, "Node \"%s\"".formatted(file), Files.size(file));
            return new Fetch.Found(Bytes.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new Fetch.Missing(id);
        } catch (IOException e) {
            throw FileErrors.failed("read node", file, e);
        }
    }

    void put(Collection<StoredNode> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        nodes.forEach(node -> ObjectLimits.requireStorable("Node " + node.id(), node.bytes()));
        try {
            try {
                write(nodes);
            } catch (NoSuchFileException e) {
                // Somebody deleted a directory that this store had made durable.
                directories.forget();
                write(nodes);
            }
        } catch (IOException e) {
            throw FileErrors.failed("write nodes to", directory, e);
        }
    }

    Stream<NodeEntry> list() {
        return childrenOf(directory).stream()
                .filter(shard -> shard.getFileName().toString().length() == SHARD_LENGTH)
                .flatMap(shard -> entriesOf(shard).stream());
    }

    void delete(Collection<NodeId> ids) {
        for (NodeId id : ids) {
            Path file = file(id);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw FileErrors.failed("delete node", file, e);
            }
        }
    }

    private void write(Collection<StoredNode> nodes) throws IOException {
        List<Path> shards =
                nodes.stream().map(node -> shard(node.id())).distinct().toList();
        directories.ensure(shards);
        List<Pending> pending = nodes.stream().map(this::pending).toList();
        try {
            parallel.forEach(pending, node -> DurableFiles.write(node.temp(), node.bytes()));
            for (Pending node : pending) {
                Files.move(node.temp(), node.file(), ATOMIC_MOVE);
            }
            parallel.forEach(shards, DurableFiles::syncDirectory);
        } catch (IOException | RuntimeException | Error e) {
            pending.forEach(node -> TempFiles.discard(node.temp()));
            throw e;
        }
    }

    private Pending pending(StoredNode node) {
        return new Pending(tempFiles.newIn(shard(node.id())), file(node.id()), node.bytes());
    }

    private List<NodeEntry> entriesOf(Path shard) {
        return childrenOf(shard).stream()
                .filter(file -> isNodeOf(shard, file.getFileName().toString()))
                .flatMap(file -> entryOf(file).stream())
                .toList();
    }

    private static boolean isNodeOf(Path shard, String name) {
        return NodeId.isHex(name) && name.startsWith(shard.getFileName().toString());
    }

    /** Empty when the file was deleted while we were listing. */
    private static Optional<NodeEntry> entryOf(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            NodeId id = NodeId.parse(file.getFileName().toString());
            return Optional.of(new NodeEntry(
                    id, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileErrors.failed("read node", file, e);
        }
    }

    private static List<Path> childrenOf(Path directory) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            var found = new ArrayList<Path>();
            children.forEach(found::add);
            return found;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileErrors.failed("list", directory, e);
        }
    }

    private Path shard(NodeId id) {
        return directory.resolve(id.hex().substring(0, SHARD_LENGTH));
    }

    private Path file(NodeId id) {
        return shard(id).resolve(id.hex());
    }
}
