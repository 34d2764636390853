package org.cairndb.it.race;

import org.cairndb.it.SharesJvm;
import org.cairndb.storage.store.memory.MemoryNodeStore;

/** Races of writers in memory. */
@SharesJvm
class MemoryRaceIT extends RacingWritersContract {

    MemoryRaceIT() {
        super(25);
    }

    @Override
    BadNetwork newNetwork() {
        MemoryNodeStore.Contents contents = new MemoryNodeStore.Contents();
        return new InjectedFaults(() -> MemoryNodeStore.open("mem:race", contents));
    }
}
