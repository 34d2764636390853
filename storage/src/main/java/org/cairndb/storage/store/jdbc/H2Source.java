package org.cairndb.storage.store.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreAddress;
import org.h2.jdbcx.JdbcDataSource;

/** A file of the embedded database H2. */
final class H2Source implements SqlSource {
    private static final String STANDARD_USER = "cairn";
    private static final String SUFFIX = ".mv.db";
    /** An H2 URL goes on with settings, some of which run code, behind a semicolon; a backslash is its escape. */
    private static final String FORBIDDEN = ";\\";

    /**
     * No trace files, a cache of 16 MB as nodes are cached decoded, patience with other writers, and an end to the wait
     * for a process that serves the file but answers no more.
     */
    private static final String SETTINGS =
            ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;CACHE_SIZE=16384;LOCK_TIMEOUT=10000;NETWORK_TIMEOUT=60000";

    /** A reader does not make a file again that somebody deleted. */
    private static final String ONLY_EXISTING = ";IFEXISTS=TRUE";

    private final StoreAddress.H2 address;
    private final SqlOptions options;
    private final Path file;
    private final H2Secret secret;

    /** Refuses paths that H2 would understand as something else. */
    H2Source(StoreAddress.H2 address, SqlOptions options) {
        this.address = address;
        this.options = options;
        requireLibrary();
        requirePlain(address.file());
        if (options.ssl().isPresent()) {
            throw invalid("Option \"ssl\" means nothing to an H2 file; leave it out");
        }
        this.file = address.file().resolveSibling(address.file().getFileName() + SUFFIX);
        this.secret = new H2Secret(address.file().resolveSibling(address.file().getFileName() + ".secret"), file);
    }

    /** The driver's jar goes without H2, which could not read files of a renamed H2 nor the other way round. */
    private static void requireLibrary() {
        try {
            Class.forName("org.h2.jdbcx.JdbcDataSource", false, H2Source.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED,
                    "A database in an H2 file needs the H2 library; put h2-2.4.240.jar or newer on the class path",
                    e);
        }
    }

    private static void requirePlain(Path path) {
        String text = portable(path);
        boolean plain = text.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c));
        if (!plain || path.getFileName() == null) {
            throw invalid("\"%s\" cannot be an H2 file; its path must be free of \";\", \"\\\" and control characters"
                    .formatted(withoutSettings(text)));
        }
        if (text.endsWith(SUFFIX)) {
            throw invalid("\"%s\" cannot be an H2 file; leave \"%s\" out, H2 adds it".formatted(path, SUFFIX));
        }
    }

    /** What people write behind a semicolon is often a password. */
    private static String withoutSettings(String path) {
        int semicolon = path.indexOf(';');
        return semicolon < 0 ? path : path.substring(0, semicolon) + ";...";
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }

    /** H2 understands slashes everywhere. */
    private static String portable(Path path) {
        return File.separatorChar == '/' ? path.toString() : path.toString().replace(File.separatorChar, '/');
    }

    @Override
    public Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    public String displayUri() {
        return address.displayUri();
    }

    @Override
    public Optional<DataSource> existing() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(dataSource(options.password().or(secret::read), ONLY_EXISTING));
    }

    @Override
    public DataSource created() {
        if (Files.exists(file)) {
            return dataSource(options.password().or(secret::read), "");
        }
        createFolder();
        return dataSource(options.password().or(() -> Optional.of(secret.create())), "");
    }

    private void createFolder() {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new CairnException(
                    ErrorCode.STORE_UNAVAILABLE, "Cannot create the folder \"%s\"".formatted(folder), e);
        }
    }

    private DataSource dataSource(Optional<String> password, String setting) {
        // First of all, because it decides something that the first class of H2 would decide otherwise.
        String access = access(password);
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:async:" + portable(address.file()) + SETTINGS + setting + access);
        source.setUser(options.user().orElse(STANDARD_USER));
        source.setPassword(password.orElse(""));
        return source;
    }

    /**
     * A file that we may not write is opened for reading. A file with a password is shared with other processes: the one
     * that opens it first serves the others through a socket, which without a password would let every local user in.
     */
    private String access(Optional<String> password) {
        if (Files.exists(file) && !Files.isWritable(file)) {
            return ";ACCESS_MODE_DATA=r";
        }
        return password.isPresent() && H2Network.isPrivate() ? ";AUTO_SERVER=TRUE" : "";
    }
}
