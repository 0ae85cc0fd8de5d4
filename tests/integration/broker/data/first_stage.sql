-- A broker's database file as the first program that served one left it (commit 91dfae4).
-- Made by running that program, telling it over HTTP what stands here, stopping it, and dumping
-- the file with Python's sqlite3.Connection.iterdump(). Nothing was edited. Its tables have the
-- revision 0002; those of 0001 are the same without the three tables of webhooks, empty here.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE branch_versions (
	id INTEGER NOT NULL, 
	branch_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	sort_order INTEGER NOT NULL, 
	auto_created BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_branch_versions PRIMARY KEY (id), 
	CONSTRAINT uq_branch_versions_branch_version UNIQUE (branch_id, version_id), 
	CONSTRAINT fk_branch_versions_branch_id FOREIGN KEY(branch_id) REFERENCES branches (id) ON DELETE CASCADE, 
	CONSTRAINT fk_branch_versions_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "branch_versions" VALUES(1,1,1,1,0,1795569469912638,1795569469912638);
INSERT INTO "branch_versions" VALUES(2,1,2,2,0,1795569469933779,1795569469933779);
INSERT INTO "branch_versions" VALUES(3,2,3,3,0,1795569470002441,1795569470002441);
INSERT INTO "branch_versions" VALUES(4,3,4,1,0,1795569470016248,1795569470016248);
INSERT INTO "branch_versions" VALUES(5,4,5,1,0,1795569470042074,1795569470042074);
INSERT INTO "branch_versions" VALUES(6,4,6,2,0,1795569470051779,1795569470051779);
INSERT INTO "branch_versions" VALUES(7,5,7,3,0,1795569470063199,1795569470063199);
CREATE TABLE branches (
	id INTEGER NOT NULL, 
	pacticipant_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded_name TEXT NOT NULL, 
	head_version_id INTEGER, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_branches PRIMARY KEY (id), 
	CONSTRAINT uq_branches_pacticipant_name UNIQUE (pacticipant_id, name), 
	CONSTRAINT fk_branches_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_branches_head_version_id FOREIGN KEY(head_version_id) REFERENCES versions (id) ON DELETE SET NULL
);
INSERT INTO "branches" VALUES(1,2,'main','main',2,1795569469912638,1795569469933779);
INSERT INTO "branches" VALUES(2,2,'feat/☃ new','feat/☃ new',3,1795569470002441,1795569470002441);
INSERT INTO "branches" VALUES(3,4,'main','main',4,1795569470016248,1795569470016248);
INSERT INTO "branches" VALUES(4,1,'main','main',6,1795569470042074,1795569470051779);
INSERT INTO "branches" VALUES(5,1,'feat/x','feat/x',7,1795569470063199,1795569470063199);
CREATE TABLE deployed_versions (
	id INTEGER NOT NULL, 
	uuid VARCHAR(36) NOT NULL, 
	pacticipant_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	environment_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	target TEXT, 
	auto_created BOOLEAN NOT NULL, 
	CONSTRAINT pk_deployed_versions PRIMARY KEY (id), 
	CONSTRAINT uq_deployed_versions_uuid UNIQUE (uuid), 
	CONSTRAINT fk_deployed_versions_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deployed_versions_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deployed_versions_environment_id FOREIGN KEY(environment_id) REFERENCES environments (id) ON DELETE CASCADE
);
INSERT INTO "deployed_versions" VALUES(1,'f615fc91-1a33-4620-af23-30524b1ade95',1,5,2,1795569470248324,1795569470248324,NULL,NULL,0);
INSERT INTO "deployed_versions" VALUES(2,'76189611-31d3-460f-898f-237b242c0af3',1,5,1,1795569470261951,1795569470274487,1795569470274487,NULL,0);
INSERT INTO "deployed_versions" VALUES(3,'0ec55db4-f80d-4b4b-888c-1b7eda66b5ba',1,6,1,1795569470274487,1795569470274487,NULL,NULL,0);
INSERT INTO "deployed_versions" VALUES(4,'b997d6bc-663d-40bb-bc56-149edb4e5b43',2,1,2,1795569470279788,1795569470279788,NULL,'north',0);
INSERT INTO "deployed_versions" VALUES(5,'cc332034-fda2-4ae7-a349-13d6819a782f',2,2,2,1795569470289596,1795569470289596,NULL,'south',0);
INSERT INTO "deployed_versions" VALUES(6,'ab35e3b2-33ac-4ad3-af64-324661068d37',4,4,2,1795569470298881,1795569470312795,1795569470312795,NULL,0);
CREATE TABLE environments (
	id INTEGER NOT NULL, 
	uuid VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	display_name TEXT, 
	production BOOLEAN NOT NULL, 
	contacts TEXT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_environments PRIMARY KEY (id), 
	CONSTRAINT uq_environments_uuid UNIQUE (uuid), 
	CONSTRAINT uq_environments_name UNIQUE (name)
);
INSERT INTO "environments" VALUES(1,'74b84b31-531b-40e4-a97a-e692d9d7e0a9','test','test ☁',0,'[{"name": "Zo\u00eb", "details": {"email": "zoe@example.invalid"}}]',1795569470239330,1795569470239330);
INSERT INTO "environments" VALUES(2,'b49c7f66-9670-4088-a2c1-fae4dc64c7bd','live','live ☁',1,'[{"name": "Zo\u00eb", "details": {"email": "zoe@example.invalid"}}]',1795569470242733,1795569470242733);
CREATE TABLE integrations (
	id INTEGER NOT NULL, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	contract_data_updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_integrations PRIMARY KEY (id), 
	CONSTRAINT uq_integrations_pair UNIQUE (consumer_id, provider_id), 
	CONSTRAINT fk_integrations_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_integrations_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
INSERT INTO "integrations" VALUES(1,2,1,1795569469912638,1795569470210817);
INSERT INTO "integrations" VALUES(2,2,3,1795569469933779,1795569469933779);
INSERT INTO "integrations" VALUES(3,4,1,1795569470016248,1795569470228235);
CREATE TABLE labels (
	id INTEGER NOT NULL, 
	pacticipant_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_labels PRIMARY KEY (id), 
	CONSTRAINT uq_labels_pacticipant_name UNIQUE (pacticipant_id, name), 
	CONSTRAINT fk_labels_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
INSERT INTO "labels" VALUES(1,2,'mobile',1795569470033668,1795569470033668);
CREATE TABLE latest_verifications (
	pact_content_id INTEGER NOT NULL, 
	provider_version_id INTEGER NOT NULL, 
	verification_id INTEGER NOT NULL, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	sort_order INTEGER NOT NULL, 
	success BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_latest_verifications PRIMARY KEY (pact_content_id, provider_version_id), 
	CONSTRAINT fk_latest_verifications_pact_content_id FOREIGN KEY(pact_content_id) REFERENCES pact_contents (id) ON DELETE CASCADE, 
	CONSTRAINT fk_latest_verifications_provider_version_id FOREIGN KEY(provider_version_id) REFERENCES versions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_latest_verifications_verification_id FOREIGN KEY(verification_id) REFERENCES verifications (id) ON DELETE CASCADE, 
	CONSTRAINT fk_latest_verifications_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_latest_verifications_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
INSERT INTO "latest_verifications" VALUES(1,5,2,2,1,1,1,1795569470181585);
INSERT INTO "latest_verifications" VALUES(5,5,3,2,1,1,1,1795569470196052);
INSERT INTO "latest_verifications" VALUES(5,6,4,2,1,2,0,1795569470210817);
INSERT INTO "latest_verifications" VALUES(7,6,5,4,1,2,1,1795569470228235);
CREATE TABLE pact_contents (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	sha VARCHAR(40) NOT NULL, 
	interactions_count INTEGER NOT NULL, 
	messages_count INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT uq_pact_contents_pair_sha UNIQUE (consumer_id, provider_id, sha), 
	CONSTRAINT fk_pact_contents_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pact_contents_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
INSERT INTO "pact_contents" VALUES(1,2,1,'943522c1ff2ed27dc320f8b1892e13d83fdfb400',1,0,1795569469912638,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Menu"},"interactions":[{"_id":"d7a7bb33916ab14b3f5f7260afffade47fede22a","description":"a dish","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(2,2,1,'a4c9973f15c517563a95ac1fefc6156b2b0e9873',2,0,1795569469933779,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Menu"},"interactions":[{"_id":"d7a7bb33916ab14b3f5f7260afffade47fede22a","description":"a dish","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}},{"_id":"a508152d316deeedd9be1681a95719d706fa2116","description":"two dishes","providerState":"dishes exist","request":{"method":"GET","path":"/1"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(3,2,3,'bac5fbde33e843a0aefef874359447fa306fb36c',1,0,1795569469933779,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Küche ☕"},"interactions":[{"_id":"dced9e114c8d4f2896c4ce914da0ee346aa3bbe6","description":"ein Kaffee","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(4,2,1,'4d0409b63072d8c786fe47394756a82394597df1',2,0,1795569469958092,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Menu"},"interactions":[{"_id":"d7a7bb33916ab14b3f5f7260afffade47fede22a","description":"a dish","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}},{"_id":"f85e922ea565c6c6ff3e3952b139bcba6422e0f9","description":"three dishes","providerState":"dishes exist","request":{"method":"GET","path":"/1"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(5,2,1,'be61db92d6276429742e7f19841deaf7f42ccda8',2,0,1795569469988529,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Menu"},"interactions":[{"_id":"d7a7bb33916ab14b3f5f7260afffade47fede22a","description":"a dish","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}},{"_id":"db5a206871359da224c4807d5f5acab6e8d9a9da","description":"four dishes","providerState":"dishes exist","request":{"method":"GET","path":"/1"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(6,2,1,'2f1d4bab839db4fad02e35680c2bac5c17679794',2,0,1795569470002441,'{"consumer":{"name":"Kiosk"},"provider":{"name":"Menu"},"interactions":[{"_id":"d7a7bb33916ab14b3f5f7260afffade47fede22a","description":"a dish","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}},{"_id":"a9652614b55b6fa29352d30c46676a82e62ad5c8","description":"a new dish","providerState":"dishes exist","request":{"method":"GET","path":"/1"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
INSERT INTO "pact_contents" VALUES(7,4,1,'7eb2cd3484ca2a084f5891af4496951d8bc74897',1,0,1795569470016248,'{"consumer":{"name":"店 Ünï"},"provider":{"name":"Menu"},"interactions":[{"_id":"e8a897ee5c8d448dd2210abaa00f6ed704e33430","description":"料理","providerState":"dishes exist","request":{"method":"GET","path":"/0"},"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}');
CREATE TABLE pact_publications (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	consumer_version_id INTEGER NOT NULL, 
	pact_content_id INTEGER NOT NULL, 
	sort_order INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT uq_pact_publications_revision UNIQUE (consumer_version_id, provider_id, revision), 
	CONSTRAINT fk_pact_publications_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pact_publications_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pact_publications_consumer_version_id FOREIGN KEY(consumer_version_id) REFERENCES versions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pact_publications_pact_content_id FOREIGN KEY(pact_content_id) REFERENCES pact_contents (id) ON DELETE CASCADE
);
INSERT INTO "pact_publications" VALUES(1,2,1,1,1,1,1,1,1795569469912638);
INSERT INTO "pact_publications" VALUES(2,2,1,2,2,2,1,0,1795569469933779);
INSERT INTO "pact_publications" VALUES(3,2,3,2,3,2,1,1,1795569469933779);
INSERT INTO "pact_publications" VALUES(4,2,1,2,4,2,2,0,1795569469958092);
INSERT INTO "pact_publications" VALUES(5,2,1,2,5,2,3,1,1795569469988529);
INSERT INTO "pact_publications" VALUES(6,2,1,3,6,3,1,1,1795569470002441);
INSERT INTO "pact_publications" VALUES(7,4,1,4,7,1,1,1,1795569470016248);
CREATE TABLE pacticipants (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	folded_name TEXT NOT NULL, 
	display_name TEXT, 
	main_branch TEXT, 
	repository_url TEXT, 
	repository_name TEXT, 
	repository_namespace TEXT, 
	last_order INTEGER DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT uq_pacticipants_name UNIQUE (name)
);
INSERT INTO "pacticipants" VALUES(1,'Menu','menu','The menu','main','https://git.invalid/menu',NULL,NULL,3,1795569469903205,1795569469903205);
INSERT INTO "pacticipants" VALUES(2,'Kiosk','kiosk',NULL,'main',NULL,NULL,NULL,3,1795569469912638,1795569469912638);
INSERT INTO "pacticipants" VALUES(3,'Küche ☕','küche ☕',NULL,NULL,NULL,NULL,NULL,0,1795569469933779,1795569469933779);
INSERT INTO "pacticipants" VALUES(4,'店 Ünï','店 ünï',NULL,'main',NULL,NULL,NULL,1,1795569470016248,1795569470016248);
CREATE TABLE released_versions (
	id INTEGER NOT NULL, 
	uuid VARCHAR(36) NOT NULL, 
	pacticipant_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	environment_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_released_versions PRIMARY KEY (id), 
	CONSTRAINT uq_released_versions_uuid UNIQUE (uuid), 
	CONSTRAINT uq_released_versions_version UNIQUE (version_id, environment_id), 
	CONSTRAINT fk_released_versions_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_released_versions_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_released_versions_environment_id FOREIGN KEY(environment_id) REFERENCES environments (id) ON DELETE CASCADE
);
INSERT INTO "released_versions" VALUES(1,'b0d59395-2e75-407e-99a4-ffed84470767',2,1,2,1795569470325412,1795569470325412,NULL);
INSERT INTO "released_versions" VALUES(2,'274f7df0-5de7-40c2-8916-aa738b5b8347',2,2,1,1795569470337496,1795569470343166,1795569470343166);
CREATE TABLE tags (
	id INTEGER NOT NULL, 
	pacticipant_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	sort_order INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (id), 
	CONSTRAINT uq_tags_version_name UNIQUE (version_id, name), 
	CONSTRAINT fk_tags_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_tags_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "tags" VALUES(1,2,1,'dev',1,1795569469912638,1795569469912638);
INSERT INTO "tags" VALUES(2,2,2,'dev',2,1795569469933779,1795569469933779);
INSERT INTO "tags" VALUES(3,2,2,'prod',2,1795569469933779,1795569469933779);
INSERT INTO "tags" VALUES(4,1,5,'prod',1,1795569470080250,1795569470080250);
CREATE TABLE triggered_webhooks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	webhook_uuid TEXT NOT NULL, 
	webhook_name TEXT NOT NULL, 
	trigger_type TEXT NOT NULL, 
	event_name TEXT NOT NULL, 
	parameters TEXT NOT NULL, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	pact_publication_id INTEGER, 
	verification_id INTEGER, 
	status TEXT NOT NULL, 
	attempts_made INTEGER NOT NULL, 
	next_attempt_at BIGINT, 
	lease TEXT, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT uq_triggered_webhooks_uuid UNIQUE (uuid), 
	CONSTRAINT fk_triggered_webhooks_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_triggered_webhooks_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_triggered_webhooks_pact_publication_id FOREIGN KEY(pact_publication_id) REFERENCES pact_publications (id) ON DELETE CASCADE, 
	CONSTRAINT fk_triggered_webhooks_verification_id FOREIGN KEY(verification_id) REFERENCES verifications (id) ON DELETE SET NULL
);
CREATE TABLE verifications (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	consumer_id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	pact_content_id INTEGER NOT NULL, 
	provider_version_id INTEGER NOT NULL, 
	sort_order INTEGER NOT NULL, 
	success BOOLEAN NOT NULL, 
	wip BOOLEAN NOT NULL, 
	pending BOOLEAN, 
	created_at BIGINT NOT NULL, 
	build_url TEXT, 
	verified_by TEXT, 
	metadata_segment TEXT, 
	test_results TEXT, 
	CONSTRAINT fk_verifications_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_verifications_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_verifications_pact_content_id FOREIGN KEY(pact_content_id) REFERENCES pact_contents (id) ON DELETE CASCADE, 
	CONSTRAINT fk_verifications_provider_version_id FOREIGN KEY(provider_version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "verifications" VALUES(1,2,1,1,5,1,0,0,NULL,1795569470091952,'https://ci.invalid/m1',NULL,NULL,NULL);
INSERT INTO "verifications" VALUES(2,2,1,1,5,1,1,0,NULL,1795569470181585,NULL,NULL,NULL,'[{"testDescription":"ein Gericht ☕","status":"success"}]');
INSERT INTO "verifications" VALUES(3,2,1,5,5,1,1,0,NULL,1795569470196052,NULL,NULL,NULL,NULL);
INSERT INTO "verifications" VALUES(4,2,1,5,6,2,0,0,NULL,1795569470210817,NULL,NULL,NULL,NULL);
INSERT INTO "verifications" VALUES(5,4,1,7,6,2,1,0,NULL,1795569470228235,NULL,NULL,NULL,NULL);
CREATE TABLE versions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	pacticipant_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	sort_order INTEGER NOT NULL, 
	build_url TEXT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT uq_versions_pacticipant_number UNIQUE (pacticipant_id, number), 
	CONSTRAINT uq_versions_pacticipant_order UNIQUE (pacticipant_id, sort_order), 
	CONSTRAINT fk_versions_pacticipant_id FOREIGN KEY(pacticipant_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
INSERT INTO "versions" VALUES(1,2,'1.0',1,'https://ci.invalid/1',1795569469912638,1795569469912638);
INSERT INTO "versions" VALUES(2,2,'1.1',2,NULL,1795569469933779,1795569469933779);
INSERT INTO "versions" VALUES(3,2,'2.0-feat',3,NULL,1795569470002441,1795569470002441);
INSERT INTO "versions" VALUES(4,4,'日本-1',1,NULL,1795569470016248,1795569470016248);
INSERT INTO "versions" VALUES(5,1,'m1',1,NULL,1795569470042074,1795569470042074);
INSERT INTO "versions" VALUES(6,1,'m2',2,NULL,1795569470051779,1795569470051779);
INSERT INTO "versions" VALUES(7,1,'m3',3,NULL,1795569470063199,1795569470063199);
CREATE TABLE webhook_executions (
	id INTEGER NOT NULL, 
	triggered_webhook_id INTEGER NOT NULL, 
	success BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	logs TEXT NOT NULL, 
	CONSTRAINT pk_webhook_executions PRIMARY KEY (id), 
	CONSTRAINT fk_webhook_executions_triggered_webhook_id FOREIGN KEY(triggered_webhook_id) REFERENCES triggered_webhooks (id) ON DELETE CASCADE
);
CREATE TABLE webhooks (
	id INTEGER NOT NULL, 
	uuid TEXT NOT NULL, 
	description TEXT, 
	consumer_id INTEGER, 
	consumer_label TEXT, 
	consumer_scope TEXT NOT NULL, 
	provider_id INTEGER, 
	provider_label TEXT, 
	provider_scope TEXT NOT NULL, 
	enabled BOOLEAN NOT NULL, 
	events TEXT NOT NULL, 
	method TEXT NOT NULL, 
	url TEXT NOT NULL, 
	headers TEXT NOT NULL, 
	body TEXT, 
	username TEXT, 
	password TEXT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_webhooks PRIMARY KEY (id), 
	CONSTRAINT uq_webhooks_uuid UNIQUE (uuid), 
	CONSTRAINT fk_webhooks_consumer_id FOREIGN KEY(consumer_id) REFERENCES pacticipants (id) ON DELETE CASCADE, 
	CONSTRAINT fk_webhooks_provider_id FOREIGN KEY(provider_id) REFERENCES pacticipants (id) ON DELETE CASCADE
);
CREATE INDEX ix_labels_name ON labels (name);
CREATE INDEX ix_pact_contents_provider ON pact_contents (provider_id);
CREATE INDEX ix_integrations_contract_data_updated ON integrations (contract_data_updated_at);
CREATE INDEX ix_integrations_provider ON integrations (provider_id);
CREATE INDEX ix_branches_pacticipant_updated ON branches (pacticipant_id, updated_at);
CREATE INDEX ix_branches_head_version ON branches (head_version_id);
CREATE INDEX ix_tags_pacticipant_name_created ON tags (pacticipant_id, name, created_at);
CREATE INDEX ix_tags_pacticipant_name_order ON tags (pacticipant_id, name, sort_order);
CREATE INDEX ix_pact_publications_content_order ON pact_publications (pact_content_id, sort_order);
CREATE INDEX ix_pact_publications_provider_created ON pact_publications (provider_id, created_at);
CREATE INDEX ix_pact_publications_pair_order ON pact_publications (consumer_id, provider_id, sort_order);
CREATE INDEX ix_verifications_provider_version ON verifications (provider_version_id);
CREATE INDEX ix_verifications_pair ON verifications (consumer_id, provider_id);
CREATE INDEX ix_verifications_content_version ON verifications (pact_content_id, provider_version_id, success);
CREATE INDEX ix_verifications_provider ON verifications (provider_id);
CREATE INDEX ix_verifications_content_created ON verifications (pact_content_id, success, created_at);
CREATE INDEX ix_deployed_versions_pacticipant ON deployed_versions (pacticipant_id);
CREATE INDEX ix_deployed_versions_version ON deployed_versions (version_id);
CREATE INDEX ix_deployed_versions_environment ON deployed_versions (environment_id);
CREATE UNIQUE INDEX uq_deployed_versions_open ON deployed_versions (environment_id, pacticipant_id, coalesce(target, '')) WHERE ended_at IS NULL;
CREATE INDEX ix_released_versions_environment ON released_versions (environment_id, pacticipant_id);
CREATE INDEX ix_released_versions_pacticipant ON released_versions (pacticipant_id);
CREATE INDEX ix_branch_versions_branch_order ON branch_versions (branch_id, sort_order);
CREATE INDEX ix_branch_versions_branch_created ON branch_versions (branch_id, created_at);
CREATE INDEX ix_branch_versions_version ON branch_versions (version_id);
CREATE INDEX ix_latest_verifications_pair ON latest_verifications (consumer_id, provider_id, sort_order);
CREATE INDEX ix_latest_verifications_provider ON latest_verifications (provider_id);
CREATE INDEX ix_latest_verifications_content_order ON latest_verifications (pact_content_id, sort_order);
CREATE INDEX ix_latest_verifications_version ON latest_verifications (provider_version_id);
CREATE INDEX ix_latest_verifications_verification ON latest_verifications (verification_id);
CREATE INDEX ix_webhooks_consumer ON webhooks (consumer_id);
CREATE INDEX ix_webhooks_provider ON webhooks (provider_id);
CREATE INDEX ix_webhooks_scopes ON webhooks (consumer_scope, provider_scope);
CREATE INDEX ix_triggered_webhooks_due ON triggered_webhooks (next_attempt_at, webhook_uuid) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX ix_triggered_webhooks_publication ON triggered_webhooks (pact_publication_id);
CREATE INDEX ix_triggered_webhooks_verification ON triggered_webhooks (verification_id);
CREATE INDEX ix_triggered_webhooks_pair ON triggered_webhooks (consumer_id, provider_id, webhook_uuid, event_name, id);
CREATE INDEX ix_triggered_webhooks_provider ON triggered_webhooks (provider_id);
CREATE INDEX ix_webhook_executions_triggered ON webhook_executions (triggered_webhook_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('pacticipants',4);
INSERT INTO "sqlite_sequence" VALUES('versions',7);
INSERT INTO "sqlite_sequence" VALUES('pact_contents',7);
INSERT INTO "sqlite_sequence" VALUES('pact_publications',7);
INSERT INTO "sqlite_sequence" VALUES('verifications',5);
COMMIT;
