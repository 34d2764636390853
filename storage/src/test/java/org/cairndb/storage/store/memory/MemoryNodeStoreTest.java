package org.cairndb.storage.store.memory;

import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.testing.NodeStoreContract;

class MemoryNodeStoreTest extends NodeStoreContract {
    private final MemoryNodeStore.Contents contents = new MemoryNodeStore.Contents();

    @Override
    protected NodeStore open() {
        return MemoryNodeStore.open("mem:test", contents);
    }

    @Override
    protected int swapsPerThread() {
        return 200;
    }
}
