package org.cairndb.storage.store.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The directory of a cache: private to its owner, and marked, so that nothing else is ever taken for a cache.
 *
 * <p>A directory that exists is used only if it bears the mark or is empty, belongs to this user and is closed to
 * others. Its permissions are never changed.
 */
final class CacheFolder {
    /** Begins the name of a file that is being written. */
    static final String TEMP_PREFIX = ".tmp-";

    /** The marker of cache directories that backup programs know. */
    private static final String MARKER = "CACHEDIR.TAG";

    private static final String MARK = """
            Signature: 8a477f597d28d172789f06886806bc55
            # This directory is a node cache of Cairn. It may be deleted at any time.
            """;

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final UUID writer = UUID.randomUUID();
    private final AtomicLong names = new AtomicLong();

    CacheFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /** Differs from process to process. */
    int salt() {
        return writer.hashCode();
    }

    /**
     * Creates the directory if need be.
     *
     * @throws CairnException OPTION_INVALID if the path is anything but a cache of this user
     * @throws IOException if it cannot be created or written
     */
    void prepare() throws IOException {
        if (!Files.exists(path)) {
            create();
        }
        if (!Files.isDirectory(path)) {
            throw refused("is not a folder");
        }
        boolean posix = Files.getFileStore(path).supportsFileAttributeView("posix");
        if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
            throw refused("is open to other users; close it with \"chmod 700\" or name a folder that does not exist");
        }
        boolean marked = Files.isRegularFile(path.resolve(MARKER));
        if (!marked && !isEmpty()) {
            throw refused("has other files in it; name an empty folder or one that does not exist");
        }
        Path mark = writeTemp(path, Bytes.wrap(MARK.getBytes(UTF_8)));
        if (posix && !Files.getOwner(mark).equals(Files.getOwner(path))) {
            Files.delete(mark);
            throw refused("belongs to another user");
        }
        Files.move(mark, path.resolve(MARKER), ATOMIC_MOVE);
    }

    /** Writes a new file of a name that nobody else uses. */
    Path writeTemp(Path directory, Bytes bytes) throws IOException {
        Path temp = directory.resolve(TEMP_PREFIX + writer + "-" + names.incrementAndGet());
        try (SeekableByteChannel channel =
                Files.newByteChannel(temp, Set.of(CREATE_NEW, WRITE), attributes("rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.unsafeArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            Files.deleteIfExists(temp);
            throw e;
        }
        return temp;
    }

    /** Creates one directory, if another process does not do it first. */
    void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, attributes("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private void create() throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        createDirectory(path);
    }

    /** Whether nothing is in the directory but what another process writes that prepares it just now. */
    private boolean isEmpty() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(MARKER) && !name.startsWith(TEMP_PREFIX)) {
                    // Shards come after the mark: who sees one without having seen the mark looks again.
                    return Files.isRegularFile(path.resolve(MARKER));
                }
            }
            return true;
        }
    }

    private FileAttribute<?>[] attributes(String permissions) {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            };
        }
        return new FileAttribute<?>[0];
    }

    private CairnException refused(String why) {
        return new CairnException(
                ErrorCode.OPTION_INVALID, "\"%s\" cannot be the cache directory: it %s".formatted(path, why));
    }
}
