package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a store needs of a server of the S3 protocol. */
abstract class S3ServerContract {
    private static final String KEY = "heads/main";
    private static final int PRECONDITION_FAILED = 412;

    private final S3ServerKind kind;
    private S3Client client;
    private String bucket;

    S3ServerContract(S3ServerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        S3Server server = S3Server.shared(kind);
        bucket = server.newBucket();
        client = S3Clients.open(server, endpointOf(server));
    }

    /** Where requests go. */
    URI endpointOf(S3Server server) {
        return server.endpoint();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatWasPutIsRead() {
        String tag = put("one");
        var read = client.getObjectAsBytes(request -> request.bucket(bucket).key(KEY));
        assertThat(read.asUtf8String()).isEqualTo("one");
        assertThat(read.response().eTag()).isEqualTo(tag).startsWith("\"").endsWith("\"");
        assertThat(client.headObject(request -> request.bucket(bucket).key(KEY)).eTag())
                .isEqualTo(tag);
    }

    @Test
    void oddKeysAndLargeContentArrive() {
        String key = "a b/ä+%25/c?d=e&f";
        String content = "0123456789".repeat(500_000);
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
        assertThat(keys()).containsExactly(key);
        assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                        .asUtf8String())
                .isEqualTo(content);
    }

    @Test
    void rangeOfAnObjectIsRead() {
        put("0123456789");
        var read = client.getObjectAsBytes(
                request -> request.bucket(bucket).key(KEY).range("bytes=2-4"));
        assertThat(read.asUtf8String()).isEqualTo("234");
    }

    @Test
    void absentKeyIsSaidToBeAbsent() {
        assertThatThrownBy(() -> client.getObjectAsBytes(
                        request -> request.bucket(bucket).key(KEY)))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void keyIsCreatedOnce() {
        create("one");
        assertThatThrownBy(() -> create("two")).satisfies(S3ServerContract::preconditionFailed);
        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void onlyTheNewestVersionIsReplaced() {
        String first = put("one");
        String second = replace(first, "two");
        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> replace(first, "three")).satisfies(S3ServerContract::preconditionFailed);
        assertThat(stored()).isEqualTo("two");
    }

    @Test
    void absentKeyIsNotReplaced() {
        String tag = put("one");
        client.deleteObject(request -> request.bucket(bucket).key(KEY));
        assertThatThrownBy(() -> replace(tag, "two")).isInstanceOf(NoSuchKeyException.class);
        assertThat(keys()).isEmpty();
    }

    @Test
    void unchangedObjectIsNotSentAgain() {
        String tag = put("one");
        assertThatThrownBy(() -> client.getObjectAsBytes(
                        request -> request.bucket(bucket).key(KEY).ifNoneMatch(tag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    }

    @Test
    void keysAreListedInOrderPageByPage() {
        for (String name : new String[] {"b/2", "a/1", "b/1", "b/3"}) {
            client.putObject(request -> request.bucket(bucket).key(name), RequestBody.fromString(name));
        }
        var pages = client.listObjectsV2Paginator(
                request -> request.bucket(bucket).prefix("b/").maxKeys(2));
        assertThat(pages.contents().stream().map(S3Object::key)).containsExactly("b/1", "b/2", "b/3");
        assertThat(pages.stream()).hasSize(2);
    }

    @Test
    void emptyObjectsAreStored() {
        for (String name : new String[] {"a", "b", "c"}) {
            client.putObject(request -> request.bucket(bucket).key(name), RequestBody.empty());
        }
        assertThat(keys()).containsExactly("a", "b", "c");
    }

    @Test
    void batchOfKeysIsDeletedWhetherTheyAreThereOrNot() {
        put("one");
        var deleted = client.deleteObjects(request -> request.bucket(bucket)
                .delete(keys -> keys.objects(
                        ObjectIdentifier.builder().key(KEY).build(),
                        ObjectIdentifier.builder().key("absent").build())));
        assertThat(deleted.deleted()).extracting(DeletedObject::key).containsExactlyInAnyOrder(KEY, "absent");
        assertThat(deleted.errors()).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void deletedKeyIsGoneAndMayBeDeletedAgain() {
        put("one");
        client.deleteObject(request -> request.bucket(bucket).key(KEY));
        client.deleteObject(request -> request.bucket(bucket).key(KEY));
        assertThat(keys()).isEmpty();
    }

    private static void preconditionFailed(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
    }

    private String put(String content) {
        return client.putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromString(content))
                .eTag();
    }

    private void create(String content) {
        client.putObject(request -> request.bucket(bucket).key(KEY).ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private String replace(String tag, String content) {
        return client.putObject(
                        request -> request.bucket(bucket).key(KEY).ifMatch(tag), RequestBody.fromString(content))
                .eTag();
    }

    private String stored() {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(KEY))
                .asUtf8String();
    }

    private List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
