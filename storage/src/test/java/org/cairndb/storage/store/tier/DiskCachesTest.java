package org.cairndb.storage.store.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCachesTest {
    private final DiskCaches caches = new DiskCaches();

    @TempDir
    private Path temp;

    @Test
    void aStoreHasNoCacheUnlessItAsksForOne() {
        assertThat(caches.of(StoreOptions.NONE)).isEmpty();
        assertThat(caches.of(StoreOptions.NONE.with(StoreOption.CACHE_SIZE, "1GB")))
                .isEmpty();
    }

    @Test
    void storesShareTheCacheOfADirectory() {
        DiskCache one = caches.of(in(temp.resolve("cache"))).orElseThrow();

        assertThat(caches.of(in(temp.resolve("x/../cache")).with(StoreOption.CACHE_SIZE, "1GB")))
                .containsSame(one);
        assertThat(caches.of(in(temp.resolve("other"))).orElseThrow()).isNotSameAs(one);
    }

    @Test
    void aSizeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> caches.of(in(temp).with(StoreOption.CACHE_SIZE, "big")))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID));
    }

    private static StoreOptions in(Path directory) {
        return StoreOptions.NONE.with(StoreOption.CACHE_DIRECTORY, directory.toString());
    }
}
