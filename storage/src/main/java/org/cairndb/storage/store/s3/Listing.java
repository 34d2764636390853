package org.cairndb.storage.store.s3;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.RequestKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects page by page; the next page is asked for when somebody wants it. */
final class Listing {
    private final Requests requests;

    Listing(Requests requests) {
        this.requests = requests;
    }

    /** The objects whose keys begin with a prefix. */
    Stream<S3Object> objects(String prefix) {
        return StreamSupport.stream(new Pages(prefix), false).flatMap(page -> page.contents().stream());
    }

    private final class Pages extends AbstractSpliterator<ListObjectsV2Response> {
        private final String prefix;
        private @Nullable String continuation;
        private boolean ended;

        Pages(String prefix) {
            super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.prefix = prefix;
        }

        @Override
        public boolean tryAdvance(Consumer<? super ListObjectsV2Response> action) {
            if (ended) {
                return false;
            }
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .bucket(requests.bucket().name())
                    .prefix(prefix)
                    .continuationToken(continuation)
                    .build();
            ListObjectsV2Response page = requests.repeat(
                    RequestKind.LIST, new Action("list", prefix), client -> client.listObjectsV2(request));
            continuation = page.nextContinuationToken();
            ended = !Boolean.TRUE.equals(page.isTruncated());
            if (!ended && continuation == null) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "The server of bucket \"%s\" cut a listing and did not say how to go on; use one that speaks ListObjectsV2"
                                .formatted(requests.bucket().name()));
            }
            action.accept(page);
            return true;
        }
    }
}
