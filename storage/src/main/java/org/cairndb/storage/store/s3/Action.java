package org.cairndb.storage.store.s3;

/** What a request does to which key, for messages. */
record Action(String verb, String key) {
    @Override
    public String toString() {
        return "%s \"%s\"".formatted(verb, key);
    }
}
