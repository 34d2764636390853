package org.cairndb.it.race;

import java.nio.file.Path;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.store.file.FileNodeStore;
import org.junit.jupiter.api.io.TempDir;

/** Races of writers in a folder. */
@SharesJvm
class FileRaceIT extends RacingWritersContract {
    @TempDir
    Path folder;

    FileRaceIT() {
        super(12);
    }

    @Override
    BadNetwork newNetwork() {
        return new InjectedFaults(() -> FileNodeStore.open(folder.resolve("race")));
    }
}
