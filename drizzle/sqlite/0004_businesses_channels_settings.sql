CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `calls` (
	`business_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`request_id` text,
	`purpose` text NOT NULL,
	`text` text NOT NULL,
	`offers` text NOT NULL,
	`at` integer NOT NULL,
	`answer` text,
	`answered_at` integer
);
--> statement-breakpoint
CREATE INDEX `notices_of_business` ON `notices` (`business_id`,`id`);--> statement-breakpoint
CREATE INDEX `notices_of_contact` ON `notices` (`contact_id`,`id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`business_id` text NOT NULL,
	`version` integer NOT NULL,
	`from_at` integer NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`business_id`, `version`)
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_consents` (
	`contact_id` text NOT NULL,
	`channel` text DEFAULT 'whatsapp' NOT NULL,
	`category` text NOT NULL,
	`state` text NOT NULL,
	`own` text NOT NULL,
	`said` text DEFAULT 'none' NOT NULL,
	`recorded` text DEFAULT 'none' NOT NULL,
	`by` text,
	`since` integer,
	`stopped_on_platform_by` text,
	`held_by` text,
	PRIMARY KEY(`contact_id`, `channel`, `category`)
);
--> statement-breakpoint
INSERT INTO `__new_consents`("contact_id", "channel", "category", "state", "own", "said", "recorded", "by", "since", "stopped_on_platform_by", "held_by") SELECT "contact_id", 'whatsapp', "category", "state", "own", "own", 'none', "by", "since", "stopped_on_platform_by", "held_by" FROM `consents`;--> statement-breakpoint
DROP TABLE `consents`;--> statement-breakpoint
ALTER TABLE `__new_consents` RENAME TO `consents`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `contacts` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `windows` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `business_id` text DEFAULT 'biz_main' NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `channel` text DEFAULT 'whatsapp' NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `category` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `channel` text DEFAULT 'whatsapp' NOT NULL;--> statement-breakpoint
ALTER TABLE `requests` ADD `expired_at` integer;