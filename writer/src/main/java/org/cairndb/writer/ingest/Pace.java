package org.cairndb.writer.ingest;

/** Lets one index run at most two chunks ahead of what is stored of it, because the tree of a chunk reads nodes of those before. Not thread-safe. */
final class Pace {
    private final NodeUploader uploader;
    private final Progress progress;
    private int markBeforeLast;
    private int markAfterLast;

    /** Learns of finished work. */
    @FunctionalInterface
    interface Progress {
        /** So many datoms have been merged into an index. */
        void merged(int datoms);
    }

    Pace(NodeUploader uploader, Progress progress) {
        this.uploader = uploader;
        this.progress = progress;
    }

    /** Runs the merge of one chunk. */
    void add(int datoms, Runnable merge) {
        uploader.await(markBeforeLast);
        merge.run();
        markBeforeLast = markAfterLast;
        markAfterLast = uploader.mark();
        progress.merged(datoms);
    }
}
