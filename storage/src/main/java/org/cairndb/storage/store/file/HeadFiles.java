package org.cairndb.storage.store.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.ObjectLimits;
import org.jspecify.annotations.Nullable;

/**
 * The branch heads of a folder.
 *
 * <p>The version of a head is the SHA-256 of its content. To poll an unchanged head costs one {@code stat}: the version
 * is remembered with the file's key, time and size. As in git's index, that memory counts only if the file was at least
 * two seconds old when it was read; a younger one could be replaced again within the same tick of the file system's
 * clock, and the new file could get the old one's key.
 */
final class HeadFiles {
    private static final Duration RACY = Duration.ofSeconds(2);

    private final Path directory;
    private final Directories directories;
    private final TempFiles tempFiles;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Path> files = new ConcurrentHashMap<>();

    HeadFiles(Path directory, Directories directories, TempFiles tempFiles, Clock clock) {
        this.directory = directory;
        this.directories = directories;
        this.tempFiles = tempFiles;
        this.clock = clock;
    }

    /** The version that a file with these attributes has. */
    private record Seen(@Nullable Object fileKey, FileTime modified, long size, HeadVersion version) {
        static Seen of(BasicFileAttributes attributes, HeadVersion version) {
            return new Seen(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size(), version);
        }

        boolean is(BasicFileAttributes attributes, HeadVersion known) {
            return size == attributes.size()
                    && modified.equals(attributes.lastModifiedTime())
                    && Objects.equals(fileKey, attributes.fileKey())
                    && version.equals(known);
        }
    }

    HeadRead read(String branch, Optional<HeadVersion> known) {
        Path file = file(branch);
        try {
            Seen last = seen.get(branch);
            if (last != null && known.isPresent() && last.is(attributes(file), known.get())) {
                return new HeadRead.Unchanged();
            }
            Instant before = clock.instant();
            BasicFileAttributes attributes = attributes(file);
            ObjectLimits.requireReadable(
                    ErrorCode.HEAD_CORRUPT, "Branch head \"%s\"".formatted(file), attributes.size());
            Bytes bytes = Bytes.wrap(Files.readAllBytes(file));
            HeadVersion version = versionOf(bytes);
            // The attributes are older than the content: if it was replaced in between, they belong to no
            // file any more.
            if (attributes.lastModifiedTime().toInstant().isBefore(before.minus(RACY))) {
                seen.put(branch, Seen.of(attributes, version));
            }
            if (known.isPresent() && known.get().equals(version)) {
                return new HeadRead.Unchanged();
            }
            return new HeadRead.Found(bytes, version);
        } catch (NoSuchFileException e) {
            seen.remove(branch);
            return new HeadRead.Missing();
        } catch (IOException e) {
            throw FileErrors.failed("read branch head", file, e);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    HeadSwap swap(String branch, Optional<HeadVersion> expected, Bytes next) {
        Path file = file(branch);
        ObjectLimits.requireStorable("Branch head \"%s\"".formatted(file), next);
        if (expected.isEmpty()) {
            createDirectory();
        }
        try (HeadLock lock = HeadLock.acquire(directory, lockName(branch))) {
            if (!isAt(branch, expected)) {
                return new HeadSwap.Lost();
            }
            replace(file, next);
            return new HeadSwap.Swapped(versionOf(next));
        } catch (NoSuchFileException e) {
            // The whole directory is gone, and with it the head that was expected.
            directories.forget();
            return new HeadSwap.Lost();
        } catch (IOException e) {
            throw FileErrors.failed("write branch head", file, e);
        }
    }

    private void createDirectory() {
        try {
            directories.ensure(List.of(directory));
        } catch (IOException e) {
            throw FileErrors.cannotCreate(directory, e);
        }
    }

    boolean delete(String branch, HeadVersion expected) {
        Path file = file(branch);
        try (HeadLock lock = HeadLock.acquire(directory, lockName(branch))) {
            if (!isAt(branch, Optional.of(expected))) {
                return false;
            }
            seen.remove(branch);
            Files.delete(file);
            syncOrUnknown("delete branch head", file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw FileErrors.failed("delete branch head", file, e);
        }
    }

    List<String> list() {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(
                    file -> BranchNames.fromKey(file.getFileName().toString()).ifPresent(names::add));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileErrors.failed("list branch heads in", directory, e);
        }
        names.sort(null);
        return List.copyOf(names);
    }

    private boolean isAt(String branch, Optional<HeadVersion> expected) {
        HeadRead read = read(branch, expected);
        if (expected.isEmpty()) {
            return read instanceof HeadRead.Missing;
        }
        return read instanceof HeadRead.Unchanged;
    }

    private void replace(Path file, Bytes next) throws IOException {
        Path temp = tempFiles.newIn(directory);
        try {
            DurableFiles.write(temp, next);
        } catch (IOException | RuntimeException | Error e) {
            TempFiles.discard(temp);
            throw e;
        }
        try {
            Files.move(temp, file, ATOMIC_MOVE);
        } catch (IOException e) {
            TempFiles.discard(temp);
            throw FileErrors.unknown("write branch head", file, e);
        }
        syncOrUnknown("write branch head", file);
    }

    private void syncOrUnknown(String doing, Path file) {
        try {
            DurableFiles.syncDirectory(directory);
        } catch (IOException e) {
            throw FileErrors.unknown(doing, file, e);
        }
    }

    private Path file(String branch) {
        @Nullable Path known = files.get(branch);
        return known != null
                ? known
                : files.computeIfAbsent(branch, name -> directory.resolve(BranchNames.toKey(name)));
    }

    private static String lockName(String branch) {
        return "." + BranchNames.toKey(branch) + ".lock";
    }

    private static HeadVersion versionOf(Bytes content) {
        return new HeadVersion(NodeId.of(content).hex());
    }
}
