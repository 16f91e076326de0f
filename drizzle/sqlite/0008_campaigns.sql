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
ALTER TABLE `messages` ADD `campaign_id` text;--> statement-breakpoint
CREATE INDEX `messages_of_campaign` ON `messages` (`campaign_id`,`state`,`delivered_at`,`read_at`) WHERE campaign_id is not null;