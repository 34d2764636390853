package org.cairndb.storage.store;

import java.nio.file.Path;

/** Where a database is stored, apart from which of its snapshots is meant. */
public sealed interface StoreAddress {
    /** The address as text that {@link Location#parse} reads back, without credentials. */
    String uri();

    /** A folder; the path is absolute and normalised. */
    record Folder(Path path) implements StoreAddress {
        /** Makes a path absolute against the working directory. */
        public Folder(Path path) {
            this.path = path.toAbsolutePath().normalize();
        }

        @Override
        public String uri() {
            return "file:" + path.toString().replace("%", "%25").replace("@", "%40");
        }
    }

    /** A named database in the memory of this process. */
    record Memory(String name) implements StoreAddress {
        @Override
        public String uri() {
            return "mem:" + name;
        }
    }
}
