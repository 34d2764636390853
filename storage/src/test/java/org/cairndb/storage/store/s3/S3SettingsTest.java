package org.cairndb.storage.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.StoreAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    @Test
    void whatIsNotGivenHasAStandard() {
        assertThat(settings(""))
                .isEqualTo(new S3Settings(
                        new ClientSettings(
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                new Login.Standard(),
                                false,
                                32,
                                Duration.ofSeconds(10)),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        false,
                        true));
    }

    @Test
    void everyOptionCounts() {
        assertThat(settings("?region=eu-west-1&endpoint=https://minio.example.org:9000&pathStyle=false"
                        + "&accessKeyId=a&secretAccessKey=b&sessionToken=c&encryption=aws:kms&kmsKey=k&checksums=required"
                        + "&entityTags=unquoted&concurrency=7&requestTimeout=500ms&hedge=false"))
                .isEqualTo(new S3Settings(
                        new ClientSettings(
                                Optional.of("eu-west-1"),
                                Optional.of(URI.create("https://minio.example.org:9000")),
                                false,
                                new Login.Keys("a", "b", Optional.of("c")),
                                true,
                                7,
                                Duration.ofMillis(500)),
                        Optional.of("aws:kms"),
                        Optional.of("k"),
                        false,
                        true,
                        false));
    }

    @Test
    void serversOfOthersHaveTheBucketInThePath() {
        assertThat(settings("?endpoint=http://127.0.0.1:9000").client().pathStyle())
                .isTrue();
    }

    @Test
    void loginsAreProfilesOrNobody() {
        assertThat(settings("?profile=team").client().login()).isEqualTo(new Login.Profile("team"));
        assertThat(settings("?anonymous=true").client().login()).isEqualTo(new Login.Anonymous());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessKeyId=a",
                "secretAccessKey=b",
                "sessionToken=c",
                "profile=p&anonymous=true",
                "accessKeyId=a&secretAccessKey=b&profile=p",
                "endpoint=minio:9000",
                "endpoint=ftp://minio",
                "endpoint=http://",
                "endpoint=http://minio/%20?x",
                "endpoint=http://user:secret@minio",
                "endpoint=%3A%2F",
                "encryption=rot13",
                "kmsKey=k",
                "kmsKey=k&encryption=AES256",
                "checksums=never",
                "entityTags=none",
                "concurrency=0",
                "requestTimeout=0s",
                "hedge=maybe"
            })
    void whatMeansNothingIsRefused(String options) {
        assertThatThrownBy(() -> settings("?" + options)).isInstanceOfSatisfying(CairnException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(e.getMessage()).doesNotContain("secret@").doesNotContain("user:secret");
        });
    }

    @Test
    void secretsAreNotShown() {
        String text = settings("?accessKeyId=known&secretAccessKey=hidden&sessionToken=too")
                .toString();

        assertThat(text).contains("known").doesNotContain("hidden").doesNotContain("too");
    }

    @Test
    void tagsLoseTheirQuotesOnRequest() {
        assertThat(settings("").conditionTag("\"abc\"")).isEqualTo("\"abc\"");
        assertThat(settings("?entityTags=unquoted").conditionTag("\"abc\"")).isEqualTo("abc");
        assertThat(settings("?entityTags=unquoted").conditionTag("abc")).isEqualTo("abc");
        assertThat(settings("?entityTags=unquoted").conditionTag("\"")).isEqualTo("\"");
    }

    private static S3Settings settings(String options) {
        var address =
                (StoreAddress.S3) Location.parse("s3://bucket/prefix" + options).address();
        return S3Settings.of(address.options());
    }
}
