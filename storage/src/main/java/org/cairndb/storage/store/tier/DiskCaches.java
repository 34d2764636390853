package org.cairndb.storage.store.tier;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/** The disk caches that stores have asked for, one object per directory. Safe for use by several threads. */
public final class DiskCaches {
    private final Map<Path, DiskCache> caches = new ConcurrentHashMap<>();

    /**
     * The cache that the options of a store ask for, if they do. If stores name different sizes for one directory, the
     * last one counts.
     *
     * @throws CairnException OPTION_INVALID if the path is anything but a cache of this user, or the size is none
     */
    public Optional<DiskCache> of(StoreOptions options) {
        long size = options.size(StoreOption.CACHE_SIZE, DiskCache.STANDARD_BYTES);
        return options.text(StoreOption.CACHE_DIRECTORY).map(directory -> {
            DiskCache cache = caches.computeIfAbsent(path(directory), path -> DiskCache.open(path, size));
            if (options.text(StoreOption.CACHE_SIZE).isPresent()) {
                cache.resize(size);
            }
            return cache;
        });
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, "\"%s\" is no valid path for a cache directory".formatted(directory), e);
        }
    }
}
