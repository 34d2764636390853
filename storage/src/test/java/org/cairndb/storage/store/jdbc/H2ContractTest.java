package org.cairndb.storage.store.jdbc;

import java.nio.file.Path;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.testing.NodeStoreContract;
import org.junit.jupiter.api.io.TempDir;

class H2ContractTest extends NodeStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected NodeStore open() {
        return JdbcNodeStore.open(new StoreAddress.H2(folder.resolve("not/there yet"), StoreOptions.NONE));
    }
}
