package org.cairndb.storage.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The password of an H2 file for which nobody chose one: a random text in a file beside it that only its owner can read.
 *
 * <p>Everybody who can read the lock file beside an open H2 file learns where it is served; this keeps them out.
 */
final class H2Secret {
    private static final int RANDOM_BYTES = 32;
    private static final String OWNER_ONLY = "rw-------";

    /** What Java calls a user without a name. */
    private static final String NO_NAME = "?";

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString(OWNER_ONLY);

    private final Path file;
    private final Path database;

    /** The password of a database file, in a file beside it. */
    H2Secret(Path file, Path database) {
        this.file = file;
        this.database = database;
    }

    /** The password, if there is one. */
    Optional<String> read() {
        try {
            if (isPosix()) {
                requirePrivate();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CairnException(
                    ErrorCode.ACCESS_DENIED,
                    "Cannot read \"%s\", which holds the password of the H2 file beside it; run as its owner, or give option \"password\""
                            .formatted(file),
                    e);
        }
    }

    /** A password that somebody else could have put here would let him in, and users of H2 may run code. */
    private void requirePrivate() throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        String owner = attributes.owner().getName();
        String expected = expectedOwner(owner);
        if (!OWNER.containsAll(attributes.permissions()) || !owner.equals(expected)) {
            throw new CairnException(
                    ErrorCode.ACCESS_DENIED,
                    "\"%s\" holds the password of the H2 file beside it, but is open to others or belongs to somebody else than \"%s\"; see where it comes from, then close it with \"chmod 600\""
                            .formatted(file, expected));
        }
    }

    /** Who owns the database, or who is going to; in a container the user may have no name, and then the file's own must do. */
    private String expectedOwner(String owner) throws IOException {
        if (Files.exists(database)) {
            return Files.getOwner(database).getName();
        }
        String user = System.getProperty("user.name", NO_NAME);
        return user.equals(NO_NAME) ? owner : user;
    }

    /** The password that is there or is made now. Of several processes that make one, one prevails. */
    String create() {
        Optional<String> present = read();
        if (present.isPresent()) {
            return present.get();
        }
        Path temp = file.resolveSibling(".tmp-" + UUID.randomUUID());
        try {
            write(temp);
            try {
                Files.createLink(file, temp);
                syncFolder();
            } catch (FileAlreadyExistsException e) {
                return read().orElseThrow();
            } finally {
                Files.deleteIfExists(temp);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new CairnException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot create \"%s\" for a generated password; give option \"password\" instead".formatted(file),
                    e);
        }
        return read().orElseThrow();
    }

    private static void write(Path temp) throws IOException {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] text = HexFormat.of().formatHex(random).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                FileChannel.open(temp, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(true);
        }
    }

    /** Without the password the file beside is lost, so its name must survive a power cut as well. */
    private void syncFolder() throws IOException {
        Path folder = file.getParent();
        if (folder != null && isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!isPosix()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        };
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
