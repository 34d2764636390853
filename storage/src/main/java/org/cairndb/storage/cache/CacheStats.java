package org.cairndb.storage.cache;

/**
 * What a cache did since it was made.
 *
 * @param hits requests answered from memory
 * @param misses requests that loaded, or waited for another request's load
 * @param loads values that were loaded
 * @param failedLoads values whose load failed
 * @param evictions values that made room for others
 * @param weightInBytes memory that the values hold now
 */
public record CacheStats(long hits, long misses, long loads, long failedLoads, long evictions, long weightInBytes) {}
