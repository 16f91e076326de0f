CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`provider` text NOT NULL,
	`phone_number_id` text NOT NULL,
	`display_phone_number` text NOT NULL,
	`paused_until` integer,
	`pause_reason` text
);
--> statement-breakpoint
CREATE TABLE `businesses` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`contact_id` text NOT NULL,
	`category` text NOT NULL,
	`state` text NOT NULL,
	`own` text NOT NULL,
	`by` text,
	`since` integer,
	`stopped_on_platform_by` text,
	`held_by` text,
	PRIMARY KEY(`contact_id`, `category`)
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`version` integer NOT NULL,
	`name` text,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_inbound_at` integer,
	`last_inbound_account_id` text,
	`merged_into` text
);
--> statement-breakpoint
CREATE INDEX `contacts_of_business` ON `contacts` (`business_id`,`id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`raw` blob NOT NULL,
	`proof` text NOT NULL,
	`state` text NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`account_id` text NOT NULL,
	`delivery_id` text NOT NULL,
	`contact_id` text,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`wamid` text,
	`received_at` integer NOT NULL,
	`data` text NOT NULL,
	`state` text NOT NULL,
	`effect` text,
	`failures` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_once` ON `events` (`business_id`,`key`);--> statement-breakpoint
CREATE INDEX `events_of_contact` ON `events` (`contact_id`,`state`,`received_at`);--> statement-breakpoint
CREATE INDEX `events_of_delivery` ON `events` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `events_by_state` ON `events` (`state`,`received_at`);--> statement-breakpoint
CREATE INDEX `events_by_wamid` ON `events` (`wamid`);--> statement-breakpoint
CREATE TABLE `identities` (
	`business_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`contact_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`business_id`, `kind`, `value`)
);
--> statement-breakpoint
CREATE INDEX `identities_of_contact` ON `identities` (`contact_id`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`business_id` text NOT NULL,
	`contact_id` text,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`data` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ledger_of_contact` ON `ledger` (`contact_id`,`seq`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`request_id` text,
	`statement_id` text,
	`correlation_id` text NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`claimed_at` integer,
	`claimed_by` text,
	`first_claimed_at` integer,
	`wamid` text,
	`accepted_at` integer,
	`sent_at` integer,
	`delivered_at` integer,
	`read_at` integer,
	`error_code` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once` ON `messages` (`key`);--> statement-breakpoint
CREATE INDEX `messages_of_contact` ON `messages` (`contact_id`);--> statement-breakpoint
CREATE INDEX `messages_by_wamid` ON `messages` (`wamid`);--> statement-breakpoint
CREATE INDEX `messages_by_state` ON `messages` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`account_id` text NOT NULL,
	`categories` text NOT NULL,
	`message_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`wait_ms` integer NOT NULL,
	`answer` text,
	`silent_at` integer,
	`undelivered_at` integer,
	`due_at` integer
);
--> statement-breakpoint
CREATE INDEX `requests_of_contact` ON `requests` (`contact_id`);--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`due_at`);--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`at_seconds` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `statements_of_contact` ON `statements` (`contact_id`);--> statement-breakpoint
CREATE TABLE `unread_senders` (
	`delivery_id` text NOT NULL,
	`sender` text NOT NULL,
	PRIMARY KEY(`sender`, `delivery_id`)
);
--> statement-breakpoint
CREATE INDEX `unread_senders_by_delivery` ON `unread_senders` (`delivery_id`);