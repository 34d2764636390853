package org.cairndb.it.race;

import java.nio.file.Path;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;
import org.junit.jupiter.api.io.TempDir;

/** Races of writers in a file of H2. */
@SharesJvm
class H2RaceIT extends RacingWritersContract {
    @TempDir
    Path folder;

    H2RaceIT() {
        super(6);
    }

    @Override
    BadNetwork newNetwork() {
        StoreAddress.H2 address = new StoreAddress.H2(folder.resolve("race"), StoreOptions.NONE);
        return new InjectedFaults(() -> JdbcNodeStore.open(address));
    }
}
