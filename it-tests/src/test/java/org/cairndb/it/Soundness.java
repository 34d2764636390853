package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.CheckReport;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;

/** Checks a whole database from its stored bytes, past every cache. */
final class Soundness {
    private static final long CACHE_BYTES = 64 << 20;

    private Soundness() {}

    /** Fails unless the database in a folder is sound. */
    static CheckReport requireSound(Path folder) {
        return requireSound(Location.ofFolder(folder));
    }

    /** Fails unless the database is sound. */
    static CheckReport requireSound(Location location) {
        return requireSound(location, BranchNames.MAIN);
    }

    /** Fails unless a branch or the head of a tag is sound. */
    static CheckReport requireSound(Location location, String head) {
        try (Database database = Database.open(Stores.open(location), head, new NodeCache(CACHE_BYTES))) {
            CheckReport report = Checker.check(database);
            assertThat(report.problems()).isEmpty();
            return report;
        }
    }

    /** Fails unless every branch and tag of the database is sound. */
    static void requireAllSound(Location location) {
        List<String> heads;
        try (NodeStore store = Stores.open(location)) {
            heads = store.listHeads();
        }
        heads.forEach(head -> requireSound(location, head));
    }
}
