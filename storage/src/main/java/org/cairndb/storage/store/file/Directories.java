package org.cairndb.storage.store.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates the directories of a store so that they survive a power cut.
 *
 * <p>A directory that exists may have been made by another process a moment ago and not be on disk yet. So each store
 * object syncs the parents of every directory once before it relies on it, whoever created it.
 */
final class Directories {
    private final Path root;
    private final TempFiles tempFiles;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    Directories(Path root, TempFiles tempFiles) {
        this.root = root;
        this.tempFiles = tempFiles;
    }

    /** Makes directories under the root, and the root itself, exist durably. */
    void ensure(Collection<Path> directories) throws IOException {
        var parents = new LinkedHashSet<Path>();
        var added = new LinkedHashSet<Path>();
        for (Path directory : directories) {
            if (!durable.contains(directory) && added.add(directory)) {
                createWithParents(directory, parents);
            }
        }
        for (Path parent : parents) {
            syncParent(parent);
        }
        added.forEach(tempFiles::sweep);
        durable.addAll(added);
    }

    /** Forgets what was ensured, because somebody deleted directories of the store. */
    void forget() {
        durable.clear();
    }

    private void createWithParents(Path directory, Set<Path> parents) throws IOException {
        Deque<Path> path = new ArrayDeque<>();
        for (Path at = directory; at != null && (at.startsWith(root) || !Files.exists(at)); at = at.getParent()) {
            path.push(at);
        }
        for (Path at : path) {
            createOne(at);
            if (at.getParent() != null) {
                parents.add(at.getParent());
            }
        }
    }

    private static void createOne(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** The folder above the root is not ours: where it cannot be opened, its owner has made the root durable. */
    private void syncParent(Path parent) throws IOException {
        try {
            DurableFiles.syncDirectory(parent);
        } catch (AccessDeniedException e) {
            if (parent.startsWith(root)) {
                throw e;
            }
        }
    }
}
