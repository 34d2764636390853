package org.cairndb.storage.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.store.ObjectLimits;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What a GET brought.
 *
 * @param bytes the object, or nothing if it is larger than any object of ours
 * @param size how many bytes the object has, at least
 * @param tag the entity tag as the server gave it, or nothing
 */
record ObjectBody(Bytes bytes, long size, String tag) {
    /** Reads no more than the largest object has, and refuses what ends before its length. */
    static ResponseTransformer<GetObjectResponse, ObjectBody> reader() {
        return (response, stream) -> {
            String tag = response.eTag() == null ? "" : response.eTag();
            Long length = response.contentLength();
            if (length != null && length > ObjectLimits.MAX_BYTES) {
                stream.abort();
                return new ObjectBody(Bytes.EMPTY, length, tag);
            }
            Bytes bytes = length == null ? readAll(stream) : readExactly(stream, length.intValue());
            if (bytes.length() > ObjectLimits.MAX_BYTES) {
                stream.abort();
                return new ObjectBody(Bytes.EMPTY, bytes.length(), tag);
            }
            return new ObjectBody(bytes, bytes.length(), tag);
        };
    }

    private static Bytes readExactly(InputStream stream, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended after %,d of %,d bytes".formatted(bytes.length, length));
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes readAll(InputStream stream) throws IOException {
        return Bytes.wrap(stream.readNBytes(ObjectLimits.MAX_BYTES + 1));
    }
}
