CREATE TABLE `account_states` (
	`account_id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `campaign_members` (
	`business_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`position` integer NOT NULL,
	`contact_id` text NOT NULL,
	`variables` text,
	`state` text NOT NULL,
	`reason` text,
	`message_id` text,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `position`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_members_once` ON `campaign_members` (`campaign_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `campaign_members_due` ON `campaign_members` (`business_id`,`campaign_id`,`state`,`due_at`,`position`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`name` text NOT NULL,
	`account_id` text NOT NULL,
	`channel` text NOT NULL,
	`category` text NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`next_at` integer NOT NULL,
	`free_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaigns_of_business` ON `campaigns` (`business_id`,`id`);--> statement-breakpoint
CREATE INDEX `campaigns_by_state` ON `campaigns` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `campaigns_of_account` ON `campaigns` (`account_id`,`free_at`);--> statement-breakpoint
CREATE TABLE `message_counts` (
	`business_id` text NOT NULL,
	`hour` integer NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`template` text NOT NULL,
	`category` text NOT NULL,
	`method` text NOT NULL,
	`what` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`business_id`, `hour`, `account_id`, `kind`, `template`, `category`, `method`, `what`)
);
--> statement-breakpoint
CREATE TABLE `platform_templates` (
	`business_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`template_id` text,
	`status` text NOT NULL,
	`category` text,
	`quality` text,
	`reason` text,
	`paused_until` integer,
	`coming` text,
	`status_at` integer NOT NULL,
	`category_at` integer NOT NULL,
	`quality_at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `waba_id`, `name`, `language`)
);
--> statement-breakpoint
CREATE TABLE `portfolios` (
	`business_id` text NOT NULL,
	`portfolio` text NOT NULL,
	`reached` integer NOT NULL,
	PRIMARY KEY(`business_id`, `portfolio`)
);
--> statement-breakpoint
CREATE TABLE `reached_people` (
	`business_id` text NOT NULL,
	`portfolio` text NOT NULL,
	`contact_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `portfolio`, `contact_id`)
);
--> statement-breakpoint
CREATE INDEX `reached_people_by_time` ON `reached_people` (`business_id`,`portfolio`,`at`);--> statement-breakpoint
CREATE TABLE `template_syncs` (
	`business_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `waba_id`)
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `portfolio` text DEFAULT 'main' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `country` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `campaign_id` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `cohort` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `led_to` text;--> statement-breakpoint
CREATE INDEX `messages_of_campaign` ON `messages` (`campaign_id`,`state`,`delivered_at`,`read_at`) WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX `ledger_of_accounts` ON `ledger` (`business_id`,`at`) WHERE kind in ('account.changed', 'controls.changed', 'controls.released');