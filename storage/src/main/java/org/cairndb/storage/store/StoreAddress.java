package org.cairndb.storage.store;

import java.nio.file.Path;
import java.util.Optional;

/** Where a database is stored, apart from which of its snapshots is meant. */
public sealed interface StoreAddress {
    /** The address as text that {@link Location#parse} reads back, without credentials. */
    String uri();

    /** The last part of the address, which is the natural name of the database. */
    String lastName();

    /** The kind of store, if it has options. */
    default Optional<StoreOption.StoreKind> kind() {
        return Optional.empty();
    }

    /** The options of the store. */
    default StoreOptions options() {
        return StoreOptions.NONE;
    }

    /** This address with other options; one that takes none stays as it is. */
    default StoreAddress withOptions(StoreOptions options) {
        return this;
    }

    /** This address with options where it does not say anything itself; those that mean nothing to its kind of store are left out. */
    default StoreAddress withDefaults(StoreOptions defaults) {
        return this;
    }

    /** A folder; the path is absolute and normalised. */
    record Folder(Path path) implements StoreAddress {
        /** Makes a path absolute against the working directory. */
        public Folder(Path path) {
            this.path = path.toAbsolutePath().normalize();
        }

        @Override
        public String uri() {
            return "file:" + LocationText.escapeAddress(path.toString());
        }

        @Override
        public String lastName() {
            return nameOf(path);
        }
    }

    /** A named database in the memory of this process. */
    record Memory(String name) implements StoreAddress {
        @Override
        public String uri() {
            return "mem:" + name;
        }

        @Override
        public String lastName() {
            return name;
        }
    }

    /**
     * A bucket of S3 or of a server that speaks its protocol.
     *
     * @param prefix begins every key of the database, without slashes at its ends; may be empty
     */
    record S3(String bucket, String prefix, StoreOptions options) implements StoreAddress {
        @Override
        public String uri() {
            return displayUri() + options.query();
        }

        /** The address without its options, for people. */
        public String displayUri() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + LocationText.escapeAddress(prefix));
        }

        @Override
        public String lastName() {
            return prefix.isEmpty() ? bucket : prefix.substring(prefix.lastIndexOf('/') + 1);
        }

        @Override
        public Optional<StoreOption.StoreKind> kind() {
            return Optional.of(StoreOption.StoreKind.S3);
        }

        @Override
        public StoreAddress withOptions(StoreOptions other) {
            return new S3(bucket, prefix, other);
        }

        @Override
        public StoreAddress withDefaults(StoreOptions defaults) {
            return new S3(bucket, prefix, options.orElse(defaults.applicableTo(StoreOption.StoreKind.S3)));
        }
    }

    /** Tables in a file of the embedded database H2; the path is absolute and normalised and leaves {@code .mv.db} out. */
    record H2(Path file, StoreOptions options) implements StoreAddress {
        /** Makes a path absolute against the working directory. */
        public H2(Path file, StoreOptions options) {
            this.file = file.toAbsolutePath().normalize();
            this.options = options;
        }

        @Override
        public String uri() {
            return displayUri() + options.query();
        }

        /** The address without its options, for people. */
        public String displayUri() {
            return "jdbc:h2:" + LocationText.escapeAddress(file.toString());
        }

        @Override
        public String lastName() {
            return options.text(StoreOption.NAME).orElseGet(() -> nameOf(file));
        }

        @Override
        public Optional<StoreOption.StoreKind> kind() {
            return Optional.of(StoreOption.StoreKind.SQL);
        }

        @Override
        public StoreAddress withOptions(StoreOptions other) {
            return new H2(file, other);
        }

        @Override
        public StoreAddress withDefaults(StoreOptions defaults) {
            return new H2(file, options.orElse(defaults.applicableTo(StoreOption.StoreKind.SQL)));
        }
    }

    /** Tables in a database of a PostgreSQL server. */
    record PostgreSql(String host, int port, String database, StoreOptions options) implements StoreAddress {
        /** The port if none is given. */
        public static final int STANDARD_PORT = 5432;

        @Override
        public String uri() {
            return displayUri() + options.query();
        }

        /** The address without its options, for people. */
        public String displayUri() {
            String shownPort = port == STANDARD_PORT ? "" : ":" + port;
            return "jdbc:postgresql://" + host + shownPort + "/" + LocationText.escapeAddress(database);
        }

        @Override
        public String lastName() {
            return options.text(StoreOption.NAME).orElse(database);
        }

        @Override
        public Optional<StoreOption.StoreKind> kind() {
            return Optional.of(StoreOption.StoreKind.SQL);
        }

        @Override
        public StoreAddress withOptions(StoreOptions other) {
            return new PostgreSql(host, port, database, other);
        }

        @Override
        public StoreAddress withDefaults(StoreOptions defaults) {
            return new PostgreSql(
                    host, port, database, options.orElse(defaults.applicableTo(StoreOption.StoreKind.SQL)));
        }
    }

    private static String nameOf(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
