package org.cairndb.storage.store;

/** An opaque token that a store gives to one content of one branch head; only equality means anything. */
public record HeadVersion(String token) {}
