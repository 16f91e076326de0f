CREATE TABLE `account_states` (
	`account_id` text PRIMARY KEY NOT NULL,
	`business_id` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE `accounts` ADD `portfolio` text DEFAULT 'main' NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `cohort` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `led_to` text;--> statement-breakpoint
CREATE INDEX `ledger_of_accounts` ON `ledger` (`business_id`,`at`) WHERE kind in ('account.changed', 'controls.changed', 'controls.released');